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
    private const string Key = "sandbox-key";
    private const int RealCallsPerSecond = 5;

    private readonly Lock _gate = new();
    private readonly AcState _state;
    private readonly AcContactJson _contactJson;
    private readonly AcHooks _hooks;
    private readonly AcImport _import;
    private readonly AcActs _acts;
    private readonly AcRoutes _routes;
    private readonly SlidingLimit _perSecond;
    private int _limitStatus = 429;

    public AcVendor(TimeProvider clock, WebhookSender sender)
    {
        _state = new AcState(clock);
        _contactJson = new AcContactJson(_state);
        var writes = new AcContactWrites(_state);
        var emitter = new AcEmitter(_state, sender);
        _hooks = new AcHooks(_state);
        _import = new AcImport(_state, writes);
        _acts = new AcActs(_state, writes, emitter);
        _perSecond = new SlidingLimit(clock, TimeSpan.FromSeconds(1)) { Limit = RealCallsPerSecond };
        _routes = new AcRoutes(
            _state, new AcContacts(_state, _contactJson, writes, emitter), new AcFields(_state, _contactJson, emitter),
            new AcTags(_state, _contactJson, emitter), new AcLists(_state, _contactJson, emitter), _hooks,
            new AcNotes(_state, _contactJson, emitter), _import);
    }

    public string Name => VendorName.ActiveCampaign;

    public Traffic Traffic { get; } = new();

    public IReadOnlyList<string> Modules { get; } = ["contacts"];

    public void Handle(Call call)
    {
        if (call.Header("Api-Token") != Key)
        {
            call.Forbidden();
            return;
        }

        if (call.Segments is not ["api", "3", ..])
        {
            call.Message(404, $"No route for {call.Method} {call.Path}");
            return;
        }

        lock (_gate)
        {
            if (!_perSecond.TryTake())
            {
                TooMany(call);
            }
            else if (!StruckByFault(call))
            {
                _routes.Route(call);
            }
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

    public void SetLimits(JsonElement limits)
    {
        lock (_gate)
        {
            if (limits.Has("requestsPerSecond", out var perSecond))
            {
                _perSecond.Limit = perSecond.ValueKind == JsonValueKind.Null ? null : limits.Int("requestsPerSecond");
                _import.SetLimit(_perSecond.Limit is null);
            }

            if (limits.Has("importsPerMinute", out var imports))
            {
                _import.PerMinute.Limit = imports.ValueKind == JsonValueKind.Null ? null : limits.Int("importsPerMinute");
                _import.SinglePerMinute.Limit = _import.PerMinute.Limit;
            }

            _limitStatus = limits.Int("limitStatus") ?? _limitStatus;
        }
    }

    public void WriteLimits(Utf8JsonWriter json)
    {
        WriteLimit(json, "requestsPerSecond", _perSecond.Limit);
        WriteLimit(json, "importsPerMinute", _import.PerMinute.Limit);
        json.WriteNumber("limitStatus", _limitStatus);
    }

    public void SetSwitches(JsonElement switches)
    {
        lock (_gate)
        {
            _state.Switches.All.Set(switches);
        }
    }

    public void WriteSwitches(Utf8JsonWriter json) => _state.Switches.All.Write(json);

    public void ChangeMetadata(JsonElement change) => throw new BadControlCallException(
        "ActiveCampaign's fields are changed over its own API: PUT and DELETE /fields/{id}, POST /fieldOption/bulk, DELETE /fieldOptions/{id}.");

    public void SetWorkflows(JsonElement rules) =>
        throw new BadControlCallException("ActiveCampaign's automations are started by POST /act with \"do\":\"automation\".");

    public void WriteWorkflows(Utf8JsonWriter json)
    {
    }

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json)
    {
        lock (_gate)
        {
            foreach (var action in actions)
            {
                var (contact, problem) = _acts.Act(action);
                if (contact is not null)
                {
                    _contactJson.WriteWithAll(json, contact);
                }
                else
                {
                    json.WriteStartObject();
                    json.WriteString("error", problem);
                    json.WriteEndObject();
                }
            }
        }
    }

    public IReadOnlyList<object>? Records(string module, string? email)
    {
        lock (_gate)
        {
            return !module.Equals("contacts", StringComparison.OrdinalIgnoreCase) ? null
                : email is null ? [.. _state.Contacts]
                : _state.Find(email) is { } one ? [one] : [];
        }
    }

    public void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json)
    {
        lock (_gate)
        {
            foreach (var contact in records.Cast<AcContact>())
            {
                _contactJson.WriteWithAll(json, contact);
            }
        }
    }

    public void WriteSummary(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            json.WriteStartObject("records");
            json.WriteNumber("contacts", _state.ContactCount);
            json.WriteEndObject();
            // The e-mail is unique in an account.
            json.WriteNumber("duplicatesByEmail", 0);
        }
    }

    public void WriteHooks(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            _hooks.WriteAll(json);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _state.Clear();
            _import.Clear();
            _perSecond.Clear();
            _perSecond.Limit = RealCallsPerSecond;
            _limitStatus = 429;
        }
    }

    private void TooMany(Call call)
    {
        call.Message(_limitStatus, _limitStatus == 429 ? "You have exceeded the rate limit." : "Service Unavailable");
        call.SetHeader("Retry-After", "1");
        if (_limitStatus == 429)
        {
            call.SetHeader("RateLimit-Limit", _perSecond.Limit.GetValueOrDefault().Text());
            call.SetHeader("RateLimit-Remaining", "0");
        }
    }

    /// <summary>There are no batches here, so a fault of items is a 200 that still holds errors, or the database's own words.</summary>
    private static bool StruckByFault(Call call)
    {
        if (call.ItemFault is not { } fault || call.Method == "GET")
        {
            return false;
        }

        if (fault.Kind is FaultKind.Partial)
        {
            call.Invalid("The contact could not be saved.", fault.Code ?? "field_invalid", "contact");
            call.Status = 200;
        }
        else
        {
            call.Message(500, "Lock wait timeout exceeded; try restarting transaction");
        }

        return true;
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, int? limit)
    {
        if (limit is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
