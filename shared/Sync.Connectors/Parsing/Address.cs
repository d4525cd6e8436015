namespace Sync.Connectors.Parsing;

/// <summary>E-mail addresses as they are compared: vendors store them as typed, and compare them regardless of case.</summary>
internal static class Address
{
    /// <summary>Lower-cased and trimmed; null if nothing is left.</summary>
    public static string? Fold(string? email) => email?.Trim().ToLowerInvariant() is { Length: > 0 } address ? address : null;
}
