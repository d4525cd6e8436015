using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>ActiveCampaign's API v3 as one account sees it.</summary>
internal sealed class AcVendor : IVendor
{
    private readonly Lock _gate = new();
    private readonly AcState _state;
    private readonly AcEndpoints _parts;
    private readonly AcGate _calls;
    private readonly AcBackstage _backstage;
    private readonly ITimer _imports;

    public AcVendor(TimeProvider clock, WebhookSender sender, int idsFrom)
    {
        _state = new AcState(clock, idsFrom);
        _parts = new AcEndpoints(_state, sender);
        _calls = new AcGate(_state, new AcRoutes(_state, _parts), _parts.Import);
        _backstage = new AcBackstage(_state, _parts);
        _imports = clock.CreateTimer(_ => Guarded(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _parts.Import.Later = wait => _imports.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public string Name => VendorName.ActiveCampaign;

    public Traffic Traffic { get; } = new();

    public IReadOnlyList<string> Modules => AcBackstage.Modules;

    public void Handle(Call call)
    {
        if (!AcGate.HasKey(call))
        {
            call.Forbidden();
        }
        else if (call.Segments is not ["api", "3", ..])
        {
            call.Message(404, $"No route for {call.Method} {call.Path}");
        }
        else
        {
            Guarded(() => _calls.Handle(call));
        }
    }

    /// <summary>A key has no expiry: the call is refused as if the key were wrong.</summary>
    public void ExpireCredential(Call call) => call.Forbidden();

    public void WriteFault(Call call, Fault fault)
    {
        VendorFault.Write(call, fault, "error", "fault");
        if (fault.Kind is FaultKind.Status)
        {
            call.Message(fault.Status, fault.Status == 429 ? "You have exceeded the rate limit." : "Could not process request");
        }
    }

    public void SetLimits(JsonElement limits) => Guarded(() => _calls.SetLimits(limits));

    public void WriteLimits(Utf8JsonWriter json) => Guarded(() => _calls.WriteLimits(json));

    public void SetSwitches(JsonElement switches) => Guarded(() => _state.Switches.All.Set(switches));

    public void WriteSwitches(Utf8JsonWriter json) => Guarded(() => _state.Switches.All.Write(json));

    public void ChangeMetadata(JsonElement change) => throw new BadControlCallException(
        "ActiveCampaign's fields are changed over its own API: PUT and DELETE /fields/{id}, POST /fieldOption/bulk, DELETE /fieldOptions/{id}.");

    public void SetWorkflows(JsonElement rules) =>
        throw new BadControlCallException("ActiveCampaign's automations are started by POST /act with \"do\":\"automation\".");

    public void WriteWorkflows(Utf8JsonWriter json)
    {
    }

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json) => Guarded(() => _backstage.Act(actions, json));

    public IReadOnlyList<object>? Records(string module, string? email)
    {
        lock (_gate)
        {
            _parts.Import.Advance();
            return _backstage.Records(module, email);
        }
    }

    public void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json) => Guarded(() => _backstage.Write(records, json));

    public void WriteSummary(Utf8JsonWriter json) => Guarded(() => _backstage.WriteSummary(json));

    public void WriteHooks(Utf8JsonWriter json) => Guarded(() => _parts.Hooks.WriteAll(json));

    public void Reset() => Guarded(() =>
    {
        _state.Clear();
        _calls.Reset();
    });

    private void Guarded(Action work)
    {
        lock (_gate)
        {
            _parts.Import.Advance();
            work();
        }
    }
}
