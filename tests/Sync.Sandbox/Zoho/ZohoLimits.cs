using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>Credits of a day, calls at once, and the smaller number of heavy calls at once. One 429 stands for all of them.</summary>
internal sealed class ZohoLimits(ZohoState state, Traffic traffic)
{
    private const int RealConcurrency = 20;
    private const int RealHeavy = 10;

    private readonly SlidingLimit _perSecond = new(state.Clock, TimeSpan.FromSeconds(1));
    private int? _concurrency = RealConcurrency;
    private int? _heavyLimit = RealHeavy;
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

        var crowded = traffic.InFlight > _concurrency || (heavy && _heavyNow + weight > _heavyLimit);
        if (crowded || !_perSecond.TryTake() || !state.Credits.TrySpend(credits))
        {
            Refuse(call);
            return false;
        }

        if (heavy)
        {
            Interlocked.Add(ref _heavyNow, weight);
            call.Finished = () => Interlocked.Add(ref _heavyNow, -weight);
        }

        ShowRemaining(call);
        return true;
    }

    public void Set(JsonElement limits)
    {
        _perSecond.Limit = Read(limits, "requestsPerSecond", _perSecond.Limit);
        state.Credits.Daily = Read(limits, "dailyCredits", (int?)state.Credits.Daily);
        if (limits.Has("concurrency", out _))
        {
            _concurrency = Read(limits, "concurrency", _concurrency);
            _heavyLimit = _concurrency is null ? null : Math.Min(RealHeavy, _concurrency.Value);
        }

        _heavyLimit = Read(limits, "subConcurrency", _heavyLimit);
        state.SearchLag = TimeSpan.FromSeconds(limits.Double("searchLagSeconds") ?? state.SearchLag.TotalSeconds);
    }

    public void Write(Utf8JsonWriter json)
    {
        Write(json, "requestsPerSecond", _perSecond.Limit);
        Write(json, "dailyCredits", state.Credits.Daily);
        json.WriteNumber("creditsUsed", state.Credits.Used);
        Write(json, "concurrency", _concurrency);
        Write(json, "subConcurrency", _heavyLimit);
        json.WriteNumber("searchLagSeconds", state.SearchLag.TotalSeconds);
    }

    public void Reset()
    {
        _perSecond.Limit = null;
        _perSecond.Clear();
        (_concurrency, _heavyLimit) = (RealConcurrency, RealHeavy);
    }

    /// <summary>A key that is absent changes nothing; null lifts the limit.</summary>
    public static int? Read(JsonElement limits, string name, int? now) =>
        !limits.Has(name, out var value) ? now : value.ValueKind == JsonValueKind.Null ? null : limits.Int(name) ?? now;

    public static void Write(Utf8JsonWriter json, string name, long? limit)
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
