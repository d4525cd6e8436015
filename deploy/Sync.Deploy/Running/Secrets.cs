using System.Security.Cryptography;

namespace Sync.Deploy.Running;

/// <summary>
/// What nobody outside may guess. Made once and kept, so that hook addresses and tokens survive a restart; the environment wins.
/// </summary>
public sealed record Secrets
{
    public required string OperatorToken { get; init; }

    public required string MarketingHook { get; init; }

    public required string SalesHook { get; init; }

    public static Secrets Load(string file)
    {
        var kept = PrivateFile.ReadJson<Secrets>(file);
        if (kept is null)
            PrivateFile.WriteJson(file, kept = new Secrets { OperatorToken = New(), MarketingHook = New(), SalesHook = New() });
        return kept with
        {
            OperatorToken = Given("Console__OperatorToken") ?? kept.OperatorToken,
            MarketingHook = Given("SYNC_MARKETING_SECRET") ?? kept.MarketingHook,
            SalesHook = Given("SYNC_SALES_SECRET") ?? kept.SalesHook,
        };
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // 43 characters of base64url: 256 bits.
    private static string New() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
