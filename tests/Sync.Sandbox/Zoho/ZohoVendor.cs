using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>Zoho CRM's API v8 as one organisation sees it, with its token endpoint.</summary>
internal sealed class ZohoVendor : IVendor
{
    private readonly Lock _gate = new();
    private readonly ZohoState _state;
    private readonly ZohoTokens _tokens;
    private readonly ZohoAccounts _accounts;
    private readonly ZohoEndpoints _parts;
    private readonly ZohoGate _calls;
    private readonly ZohoBackstage _backstage;

    public ZohoVendor(TimeProvider clock, WebhookSender sender, int idsFrom)
    {
        _state = new ZohoState(clock, idsFrom);
        _tokens = new ZohoTokens(clock);
        _accounts = new ZohoAccounts(_state, _tokens);
        _accounts.Reset();
        _parts = new ZohoEndpoints(_state, sender);
        _calls = new ZohoGate(_state, _tokens, _accounts, new ZohoRoutes(_state, _parts));
        _backstage = new ZohoBackstage(_state, _parts);
    }

    public string Name => VendorName.Zoho;

    public Traffic Traffic { get; } = new();

    public IReadOnlyList<string> Modules => [.. _state.Modules.Select(module => module.Name)];

    public void Handle(Call call)
    {
        if (call.Segments is ["oauth", ..])
        {
            Guarded(() => _accounts.Handle(call));
            return;
        }

        // Parsing needs no lock and is much of the work of a large write.
        call.TryJson(out _);
        lock (_gate)
        {
            _calls.Handle(call);
            _parts.Notifier.Flush();
        }
    }

    public void ExpireCredential(Call call) => Guarded(() => _tokens.Expire(ZohoGate.TokenOf(call) ?? string.Empty));

    public void WriteFault(Call call, Fault fault)
    {
        var (code, message) = fault.Status switch
        {
            429 => ("TOO_MANY_REQUESTS", "Number of API requests for the 24 hour period is exceeded or the concurrency limit of the user for the app is exceeded"),
            401 => ("INVALID_TOKEN", "invalid oauth token"),
            403 => ("NO_PERMISSION", "permission denied"),
            _ => ("INTERNAL_ERROR", "Internal Server Error"),
        };
        VendorFault.Write(call, fault, code, message);
    }

    public void SetLimits(JsonElement limits) => Guarded(() =>
    {
        _parts.Limits.Set(limits);
        new ZohoTokenLimits(_tokens).Set(limits);
    });

    public void WriteLimits(Utf8JsonWriter json) => Guarded(() =>
    {
        _parts.Limits.Write(json);
        new ZohoTokenLimits(_tokens).Write(json);
    });

    public void SetSwitches(JsonElement switches) => Guarded(() => _state.Switches.All.Set(switches));

    public void WriteSwitches(Utf8JsonWriter json) => Guarded(() => _state.Switches.All.Write(json));

    public void ChangeMetadata(JsonElement change) => Guarded(() => _backstage.ChangeMetadata(change));

    public void SetWorkflows(JsonElement rules) => Guarded(() => _parts.Workflows.Set(rules));

    public void WriteWorkflows(Utf8JsonWriter json) => Guarded(() => _parts.Workflows.Write(json));

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json) => Guarded(() => _backstage.Act(actions, json));

    public IReadOnlyList<object>? Records(string module, string? email)
    {
        lock (_gate)
        {
            return _backstage.Records(module, email);
        }
    }

    public void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json) => Guarded(() =>
    {
        foreach (var record in records.Cast<ZohoRecord>())
        {
            _parts.RecordJson.Write(json, record);
        }
    });

    public void WriteSummary(Utf8JsonWriter json) => Guarded(() => ZohoSummary.Write(json, _state));

    public void WriteHooks(Utf8JsonWriter json) => Guarded(() => _parts.Channels.WriteAll(json));

    public void Reset() => Guarded(() =>
    {
        _state.Clear();
        _parts.Limits.Reset();
        _parts.BulkReads.Clear();
        _parts.Workflows.Clear();
        _accounts.Reset();
    });

    private void Guarded(Action work)
    {
        lock (_gate)
        {
            work();
        }
    }
}
