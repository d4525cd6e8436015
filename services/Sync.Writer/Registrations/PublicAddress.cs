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

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "" }
            ? new PublicAddress(address)
            : throw new InvalidOperationException(
                $"{Variable} is '{text}': write the address at which vendors reach the ingress, e.g. https://sync.example.com, or unset it.");
    }

    /// <summary>Where the webhooks of a connection go; null if nobody has said where the ingress is.</summary>
    public Uri? HookOf(ConnectionPolicy connection) => Origin is null ? null : new Uri(
        $"{Origin.AbsoluteUri.TrimEnd('/')}/hooks/{Uri.EscapeDataString(connection.Name)}/{Uri.EscapeDataString(connection.HookSecret)}");
}
