using System.Net.Http.Json;
using System.Text.Json;

namespace Sync.Benchmarks.Stack;

/// <summary>The sandbox's control port.</summary>
internal sealed class SandboxControl(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
    private long _read;

    /// <summary>No vendor limits anything from here on.</summary>
    public async Task LiftLimits(CancellationToken ct)
    {
        object[] limits =
        [
            new { vendor = "activecampaign", requestsPerSecond = (int?)null },
            new { vendor = "zoho", requestsPerSecond = (int?)null, dailyCredits = (int?)null, concurrency = (int?)null },
        ];
        using var answer = await _http.PutAsJsonAsync("limits", limits, ct);
        if (!answer.IsSuccessStatusCode)
        {
            var why = await answer.Content.ReadAsStringAsync(ct);
            throw new BenchException($"The sandbox did not lift its limits: {(int)answer.StatusCode} {why}");
        }
    }

    /// <summary>What Zoho holds: open leads, and records beyond the first with the same address.</summary>
    public async Task<(long Leads, long Duplicates)> Summary(CancellationToken ct)
    {
        var zoho = (await _http.GetFromJsonAsync<JsonElement>("summary", ct)).GetProperty("zoho");
        return (zoho.GetProperty("records").GetProperty("Leads").GetInt64(), zoho.GetProperty("duplicatesByEmail").GetInt64());
    }

    /// <summary>The most calls that marketing got in any second.</summary>
    public async Task<long> MostCallsOfMarketing(CancellationToken ct) =>
        (await _http.GetFromJsonAsync<JsonElement>("summary", ct)).GetProperty("activecampaign").GetProperty("maxCallsInOneSecond").GetInt64();

    /// <summary>People come into the CRM, of whom it tells as it does of an import of somebody's: many in one notification.</summary>
    public async Task Add(IEnumerable<string> addresses, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync("act", addresses.Select(email => new
        {
            vendor = "zoho", @as = "admin", @do = "create", module = "Leads", email, set = new { Last_Name = "Bench", Phone = "+46701112233" },
        }), ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Zoho's calls since the last time that this was asked.</summary>
    public async Task<IReadOnlyList<VendorCall>> NewCalls(CancellationToken ct)
    {
        var calls = new List<VendorCall>();
        while (true)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>($"journal?vendor=zoho&after={_read}&limit=20000", ct);
            var entries = page.GetProperty("entries");
            calls.AddRange(entries.EnumerateArray().Select(VendorCall.From));
            _read = page.GetProperty("next").GetInt64();
            if (entries.GetArrayLength() == 0)
            {
                return calls;
            }
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>One call as the vendor saw it.</summary>
/// <param name="Answered">When the answer was complete.</param>
/// <param name="Trace">Trace id that came with it.</param>
internal sealed record VendorCall(string Method, string Path, int Status, int Records, DateTimeOffset Answered, string? Trace)
{
    public bool IsQuery => Path.EndsWith("/coql", StringComparison.Ordinal);

    public bool IsWrite => !IsQuery && Method is "POST" or "PUT" && Path.Contains("/crm/", StringComparison.Ordinal);

    public static VendorCall From(JsonElement entry) => new(
        entry.GetProperty("method").GetString()!, entry.GetProperty("path").GetString()!, entry.GetProperty("status").GetInt32(),
        entry.GetProperty("records").GetInt32(), entry.GetProperty("at").GetDateTimeOffset(), entry.GetProperty("trace").GetString());
}
