namespace Sync.Connectors;

/// <summary>One account at one vendor, with its secrets resolved.</summary>
/// <param name="Name">Name in <c>sync.yaml</c>.</param>
/// <param name="Vendor">Which connector it belongs to.</param>
/// <param name="Settings">The vendor's own settings, e.g. <c>url</c>, <c>apiKey</c>, <c>clientId</c>.</param>
public sealed record ConnectionSettings(string Name, string Vendor, IReadOnlyDictionary<string, string> Settings)
{
    /// <exception cref="InvalidOperationException">The setting is absent; the text says which and where to put it.</exception>
    public string Required(string setting) => Settings.TryGetValue(setting, out var value) && value.Length > 0
        ? value
        : throw new InvalidOperationException($"Connection '{Name}' has no '{setting}': add it under connections.{Name} in sync.yaml.");
}
