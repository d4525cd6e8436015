namespace Sync.Connectors.Http;

/// <summary>A setting that holds an address.</summary>
internal static class Origin
{
    /// <exception cref="InvalidOperationException">The setting is absent or no http(s) address.</exception>
    public static Uri Required(ConnectionSettings connection, string setting) =>
        Of(connection.Required(setting)) ?? throw new InvalidOperationException(
            $"Connection '{connection.Name}': '{setting}' is no web address; write it whole, e.g. https://example.com.");

    /// <summary>Null if it is no http(s) address.</summary>
    public static Uri? Of(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
}
