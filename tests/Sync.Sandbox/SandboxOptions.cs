using System.Globalization;
using System.Net;

namespace Sync.Sandbox;

/// <summary>Where the sandbox listens. An argument (<c>--zoho 8092</c>) wins over the environment (<c>SANDBOX_ZOHO_PORT</c>).</summary>
public sealed record SandboxOptions
{
    public int Control { get; init; } = 8090;

    public int ActiveCampaign { get; init; } = 8091;

    public int Zoho { get; init; } = 8092;

    public int Salesforce { get; init; } = 8093;

    /// <summary>Loopback unless a container has to be reached from outside.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>
    /// Ids of contacts, deals, links and records are greater. All is forgotten when the sandbox ends, but not by those who have seen it: an id
    /// that is given again would make somebody new the one that they know.
    /// </summary>
    public int IdsFrom { get; init; }

    /// <summary>For a start at this time: further on than an earlier one that gave up to 16 ids a second. From 2030 on it begins anew.</summary>
    public static int IdsAt(DateTimeOffset start) =>
        (int)((start - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds * 16 % 2_000_000_000);

    /// <summary>Reads arguments and environment.</summary>
    /// <exception cref="ArgumentException">An argument is unknown or a port is not a number from 1 to 65535.</exception>
    public static SandboxOptions Read(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(environment);
        var given = Arguments(args);
        var defaults = new SandboxOptions();
        return new SandboxOptions
        {
            Control = Port("control", defaults.Control),
            ActiveCampaign = Port("activecampaign", defaults.ActiveCampaign),
            Zoho = Port("zoho", defaults.Zoho),
            Salesforce = Port("salesforce", defaults.Salesforce),
            Bind = given.GetValueOrDefault("bind") ?? environment("SANDBOX_BIND") ?? defaults.Bind,
        };

        int Port(string name, int fallback) => (given.GetValueOrDefault(name)
            ?? environment($"SANDBOX_{name.ToUpperInvariant()}_PORT")) is { Length: > 0 } text ? ParsePort(name, text) : fallback;
    }

    internal IPAddress Address => IPAddress.TryParse(Bind, out var address)
        ? address
        : throw new ArgumentException($"SANDBOX_BIND must be an IP address such as 127.0.0.1 or 0.0.0.0, not '{Bind}'.");

    private static Dictionary<string, string> Arguments(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : args[i];
            if (name is not ("control" or "activecampaign" or "zoho" or "salesforce" or "bind") || i + 1 == args.Count)
            {
                throw new ArgumentException(
                    $"Cannot use '{args[i]}'. Known: --control, --activecampaign, --zoho, --salesforce with a port, --bind with an address.");
            }

            given[name] = args[i + 1];
        }

        return given;
    }

    private static int ParsePort(string name, string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new ArgumentException($"The port of {name} must be a number from 1 to 65535, not '{text}'.");
}
