using Sync.Policy;

namespace Sync.Writer.Registrations;

/// <summary>Where vendors reach the ingress.</summary>
/// <param name="Origin">Null if nobody has said it: then nothing is registered.</param>
internal sealed record PublicAddress(Uri? Origin)
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "SYNC_PUBLIC_URL";

    /// <exception cref="InvalidOperationException">It is no web address.</exception>
    public static PublicAddress Read(IConfiguration configuration)
    {
        var text = configuration[Variable]?.Trim().TrimEnd('/');
        if (string.IsNullOrEmpty(text))
        {
            return new PublicAddress(Origin: null);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", Query: "", Fragment: "" }
            ? new PublicAddress(address)
            : throw new InvalidOperationException(
                $"{Variable} is '{text}': write the address at which vendors reach the ingress, e.g. https://sync.example.com, or unset it.");
    }

    /// <summary>Why webhooks of a connection cannot go there; null if they can. Pure.</summary>
    public string? ObstacleFor(ConnectionPolicy connection) => Origin is null ? $"{Variable} is not set"
        : Origin.Scheme == Uri.UriSchemeHttp && connection.Settings.Values.Any(IsFarAway)
            ? $"{Variable} is {Origin.GetLeftPart(UriPartial.Authority)}, without https: the secret in it could be read on the way"
        : null;

    /// <summary>Where the webhooks of a connection go; null if they cannot.</summary>
    public Uri? HookOf(ConnectionPolicy connection) => ObstacleFor(connection) is not null ? null : new Uri(
        $"{Origin!.AbsoluteUri.TrimEnd('/')}/hooks/{Uri.EscapeDataString(connection.Name)}/{Uri.EscapeDataString(connection.HookSecret)}");

    // A vendor on this machine is the sandbox, and what it sends does not leave the machine.
    private static bool IsFarAway(string setting) =>
        Uri.TryCreate(setting, UriKind.Absolute, out var address) && address is { Scheme: "https", IsLoopback: false };
}
