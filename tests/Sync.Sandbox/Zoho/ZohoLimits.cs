using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>Credits of a day, calls at once, and the smaller number of heavy calls at once. One 429 stands for all of them.</summary>
internal sealed class ZohoLimits(ZohoState state)
{
    private const int RealConcurrency = 20;
    private const int RealHeavy = 10;

    private readonly SlidingLimit _perSecond = new(state.Clock, TimeSpan.FromSeconds(1));
    private int? _concurrency = RealConcurrency;
    private int? _heavyLimit = RealHeavy;
    private int _now;
    private int _heavyNow;

    /// <summary>Lets the call in and takes its credits, or answers 429.</summary>
    /// <param name="call">An inner call has been let in with its outer one.</param>
    /// <param name="credits">What it costs.</param>
    /// <param name="heavy">Writes of more than ten records, COQL, sorted lists, conversion, composite.</param>
    /// <param name="weight">For how many heavy calls it counts.</param>
    public bool Admit(Call call, int credits, bool heavy = false, int weight = 1)
    {
        if (call.IsInner)
        {
            return true;
        }

        // What is refused takes no place: of many calls at once, as many as may get in do.
        var crowded = _now >= _concurrency || (heavy && _heavyNow + weight > _heavyLimit);
        if (crowded || !_perSecond.TryTake() || !state.Credits.TrySpend(credits))
        {
            Refuse(call);
            return false;
        }

        Enter(call, heavy ? weight : 0);
        ShowRemaining(call);
        return true;
    }

    private void Enter(Call call, int heavy)
    {
        Interlocked.Increment(ref _now);
        Interlocked.Add(ref _heavyNow, heavy);
        call.Finished += () =>
        {
            Interlocked.Decrement(ref _now);
            Interlocked.Add(ref _heavyNow, -heavy);
        };
    }

    public void Set(JsonElement limits)
    {
        _perSecond.Limit = LimitJson.Read(limits, "requestsPerSecond", _perSecond.Limit);
        state.Credits.Daily = LimitJson.Read(limits, "dailyCredits", (int?)state.Credits.Daily);
        if (limits.Has("concurrency", out _))
        {
            _concurrency = LimitJson.Read(limits, "concurrency", _concurrency);
            _heavyLimit = _concurrency is null ? null : Math.Min(RealHeavy, _concurrency.Value);
        }

        _heavyLimit = LimitJson.Read(limits, "subConcurrency", _heavyLimit);
        state.SearchLag = TimeSpan.FromSeconds(limits.Double("searchLagSeconds") ?? state.SearchLag.TotalSeconds);
    }

    public void Write(Utf8JsonWriter json)
    {
        LimitJson.Write(json, "requestsPerSecond", _perSecond.Limit);
        LimitJson.Write(json, "dailyCredits", state.Credits.Daily);
        json.WriteNumber("creditsUsed", state.Credits.Used);
        LimitJson.Write(json, "concurrency", _concurrency);
        LimitJson.Write(json, "subConcurrency", _heavyLimit);
        json.WriteNumber("searchLagSeconds", state.SearchLag.TotalSeconds);
    }

    public void Reset()
    {
        _perSecond.Limit = null;
        _perSecond.Clear();
        (_concurrency, _heavyLimit) = (RealConcurrency, RealHeavy);
    }

    private void Refuse(Call call)
    {
        new ZohoError(
            "TOO_MANY_REQUESTS",
            "Number of API requests for the 24 hour period is exceeded or the concurrency limit of the user for the app is exceeded")
            .Answer(call, 429);
        if (state.Switches.RetryAfter.On)
        {
            call.SetHeader("Retry-After", "1");
        }
    }

    /// <summary>The header appears once half the credits are used.</summary>
    private void ShowRemaining(Call call)
    {
        if (state.Credits.Daily is { } daily && state.Credits.Used * 2 >= daily)
        {
            call.SetHeader("X-API-CREDITS-REMAINING", (daily - state.Credits.Used).ToString(CultureInfo.InvariantCulture));
        }
    }
}
