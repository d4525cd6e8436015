namespace Sync.Policy.Normalising;

/// <summary>Addresses on the web as values of a field.</summary>
internal static class Pages
{
    /// <returns>With a scheme, the host in small letters and as in DNS; a path stays as typed: servers tell its letters apart.</returns>
    public static Normalised Normalise(string typed) =>
        WebAddress.Read(Texts.OneLine(typed)) is { } page
            ? new Normalised.Value(page.ToString())
            : new Normalised.Misfit(typed, "It is no address on the web.");
}
