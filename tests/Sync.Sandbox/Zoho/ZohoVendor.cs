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
    private readonly ZohoJson _recordJson;
    private readonly ZohoNotifier _notifier;
    private readonly ZohoLimits _limits;
    private readonly ZohoWatch _watch;
    private readonly ZohoActs _acts;
    private readonly ZohoRoutes _routes;

    public ZohoVendor(TimeProvider clock, WebhookSender sender)
    {
        _state = new ZohoState(clock);
        _tokens = new ZohoTokens(clock);
        _recordJson = new ZohoJson(_state);
        _notifier = new ZohoNotifier(_state, _recordJson, sender);
        _limits = new ZohoLimits(_state, Traffic);
        _watch = new ZohoWatch(_state, _notifier);
        var writer = new ZohoWriter(_state, _notifier);
        var reads = new ZohoReads(_state, _recordJson, _limits);
        var tags = new ZohoTags(_state, _recordJson, _notifier, _limits);
        var convert = new ZohoConvert(_state, writer, _notifier, _limits);
        _acts = new ZohoActs(_state, writer, tags, convert, _notifier);
        _routes = new ZohoRoutes(
            _state, new ZohoWrites(_state, writer, _notifier, _limits), reads, new ZohoSearch(_state, reads, _limits),
            new ZohoCoql(_state, _recordJson, _limits), tags, convert, new ZohoMetadata(_state, reads), _watch, _limits);
    }

    public string Name => VendorName.Zoho;

    public Traffic Traffic { get; } = new();

    public IReadOnlyList<string> Modules => [.. _state.Modules.Select(module => module.Name)];

    public void Handle(Call call)
    {
        // Parsing needs no lock and is most of the work of a large write.
        if (call.Segments is ["oauth", ..])
        {
            HandleToken(call);
            return;
        }

        call.TryJson(out _);
        lock (_gate)
        {
            if (Authorised(call) && call.Segments is ["crm", ['v', >= '2' and <= '8', ..], .. var path])
            {
                _routes.Route(call, path);
                _notifier.Flush();
            }
            else if (call.Status == 200)
            {
                new ZohoError("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one").Answer(call, 404);
            }
        }
    }

    public void ExpireCredential(Call call)
    {
        lock (_gate)
        {
            _tokens.Expire(TokenOf(call) ?? string.Empty);
        }
    }

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

    public void SetLimits(JsonElement limits)
    {
        lock (_gate)
        {
            _limits.Set(limits);
            _tokens.PerTenMinutes.Limit = ZohoLimits.Read(limits, "tokensPerTenMinutes", _tokens.PerTenMinutes.Limit);
            _tokens.Life = TimeSpan.FromSeconds(limits.Double("accessTokenSeconds") ?? _tokens.Life.TotalSeconds);
        }
    }

    public void WriteLimits(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            _limits.Write(json);
            ZohoLimits.Write(json, "tokensPerTenMinutes", _tokens.PerTenMinutes.Limit);
            json.WriteNumber("accessTokenSeconds", _tokens.Life.TotalSeconds);
        }
    }

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json)
    {
        lock (_gate)
        {
            foreach (var action in actions)
            {
                var (record, problem) = _acts.Act(action);
                if (record is not null)
                {
                    _recordJson.Write(json, record);
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

    /// <summary>Converted leads are among them only when they are asked for by e-mail; their Converted__s tells.</summary>
    public IReadOnlyList<object>? Records(string module, string? email)
    {
        lock (_gate)
        {
            return _state.Module(module) is not { } found ? null
                : email is null ? [.. found.Live.Where(record => record.Converted is null)]
                : [.. found.Email?.Index?.All(email).OrderBy(record => record.Id) ?? Enumerable.Empty<ZohoRecord>()];
        }
    }

    public void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json)
    {
        lock (_gate)
        {
            foreach (var record in records.Cast<ZohoRecord>())
            {
                _recordJson.Write(json, record);
            }
        }
    }

    public void WriteSummary(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            ZohoSummary.Write(json, _state);
        }
    }

    public void WriteHooks(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            _watch.WriteAll(json);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _state.Clear();
            _limits.Reset();
            _tokens.PerTenMinutes.Limit = ZohoTokens.RealPerTenMinutes;
            _tokens.PerTenMinutes.Clear();
            _tokens.Life = TimeSpan.FromHours(1);
        }
    }

    private void HandleToken(Call call)
    {
        lock (_gate)
        {
            switch (call.Method, call.Path)
            {
                case ("POST", "/oauth/v2/token"): _tokens.Grant(call); break;
                case ("POST", "/oauth/v2/token/revoke"): ZohoTokens.Revoke(call); break;
                default: call.Restart(404); break;
            }
        }
    }

    private bool Authorised(Call call)
    {
        if (TokenOf(call) is not { } token)
        {
            new ZohoError("AUTHENTICATION_FAILURE", "Authentication failed").Answer(call, 401);
            return false;
        }

        if (!_tokens.IsValid(token))
        {
            new ZohoError("INVALID_TOKEN", "invalid oauth token").Answer(call, 401);
            return false;
        }

        return true;
    }

    /// <summary>Both prefixes are taken.</summary>
    private static string? TokenOf(Call call) => call.Header("Authorization")?.Split(' ') is ["Zoho-oauthtoken" or "Bearer", { Length: > 0 } token]
        ? token
        : null;
}
