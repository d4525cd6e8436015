namespace Sync.Policy;

/// <summary>Address of a made-up person whose way through the systems is followed. Nobody has it: RFC 2606 keeps the domain for examples,
/// so that no mail goes anywhere and no company is meant.</summary>
public static class TrialAddress
{
    private const string Before = "sync-trial-";
    private const string After = "@example.com";

    public static string Of(Guid trial) => $"{Before}{trial:N}{After}";

    public static bool Is(string? email) => email is not null
        && email.StartsWith(Before, StringComparison.OrdinalIgnoreCase) && email.EndsWith(After, StringComparison.OrdinalIgnoreCase);
}
