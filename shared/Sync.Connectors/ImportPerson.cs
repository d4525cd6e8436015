namespace Sync.Connectors;

/// <summary>A person to import.</summary>
/// <param name="Fields">By the vendor's names; an empty value is left out, because an import cannot clear.</param>
public sealed record ImportPerson(string Email, IReadOnlyDictionary<string, string?> Fields)
{
    /// <summary>Names; unknown ones are made.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Lists to join. Who unsubscribed from one stays so.</summary>
    public IReadOnlyList<string> Subscribe { get; init; } = [];

    public IReadOnlyList<string> Unsubscribe { get; init; } = [];

    /// <summary>Joining a list starts no automation.</summary>
    public bool ExcludeAutomations { get; init; }
}
