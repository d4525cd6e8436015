using System.Text.Json;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Lets calls with the right key and within the limit through.</summary>
internal sealed class AcGate(AcState state, AcRoutes routes, AcImport import)
{
    private const string Key = "sandbox-key";
    private const int RealCallsPerSecond = 5;

    private readonly SlidingLimit _perSecond = new(state.Clock, TimeSpan.FromSeconds(1)) { Limit = RealCallsPerSecond };
    private readonly Random _random = new(20_260_304);
    private int _limitStatus = 429;

    public static bool HasKey(Call call) => call.Header("Api-Token") == Key;

    public void Handle(Call call)
    {
        if (!_perSecond.TryTake())
        {
            TooMany(call);
        }
        else if (_random.NextDouble() < state.Switches.SporadicForbidden.Share)
        {
            call.Forbidden();
        }
        else if (!StruckByFault(call))
        {
            routes.Route(call);
        }
    }

    public void SetLimits(JsonElement limits)
    {
        if (limits.Has("requestsPerSecond", out _))
        {
            _perSecond.Limit = LimitJson.Read(limits, "requestsPerSecond", _perSecond.Limit);
            import.SetLimit(_perSecond.Limit is null);
        }

        if (limits.Has("importsPerMinute", out _))
        {
            import.PerMinute.Limit = LimitJson.Read(limits, "importsPerMinute", import.PerMinute.Limit);
            import.SinglePerMinute.Limit = import.PerMinute.Limit;
        }

        import.Seconds = limits.Int("importSeconds") ?? import.Seconds;
        _limitStatus = limits.Int("limitStatus") ?? _limitStatus;
    }

    public void WriteLimits(Utf8JsonWriter json)
    {
        LimitJson.Write(json, "requestsPerSecond", _perSecond.Limit);
        LimitJson.Write(json, "importsPerMinute", import.PerMinute.Limit);
        json.WriteNumber("importSeconds", import.Seconds);
        json.WriteNumber("limitStatus", _limitStatus);
    }

    public void Reset()
    {
        import.Clear();
        _perSecond.Clear();
        _perSecond.Limit = RealCallsPerSecond;
        _limitStatus = 429;
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
}
