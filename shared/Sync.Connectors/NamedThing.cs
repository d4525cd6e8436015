namespace Sync.Connectors;

/// <summary>Something that has an id and a name.</summary>
public sealed record NamedThing(string Id, string Name);
