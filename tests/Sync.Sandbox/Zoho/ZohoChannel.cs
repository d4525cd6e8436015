namespace Sync.Sandbox.Zoho;

/// <summary>One subscription to notifications.</summary>
internal sealed class ZohoChannel
{
    public required string Id { get; init; }

    /// <summary>Module name and create, edit or delete.</summary>
    public HashSet<(string Module, string Event)> Events { get; set; } = [];

    public string? Token { get; set; }

    public Uri? Target { get; set; }

    public long Expiry { get; set; }

    public bool ReturnsValues { get; set; }

    /// <summary>What it said of related actions; null when it said nothing.</summary>
    public bool? HearsRelated { get; set; }

    /// <summary>By module: whether these changed fields are of interest.</summary>
    public Dictionary<string, Func<IReadOnlyList<string>, bool>> Conditions { get; set; } = [];
}
