namespace Sync.Policy;

/// <summary>People of one connection go to another, field by field.</summary>
public sealed record RoutePolicy
{
    public required string Name { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>Module at the target in which a new person is created, e.g. <c>Leads</c>.</summary>
    public required string CreateIn { get; init; }

    public required IReadOnlyList<FieldPolicy> Fields { get; init; }
}
