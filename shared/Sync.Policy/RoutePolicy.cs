namespace Sync.Policy;

/// <summary>People of one connection go to another, field by field: one direction of a pair.</summary>
public sealed record RoutePolicy
{
    /// <summary>The pair's name and the target, e.g. <c>people&gt;sales</c>; with a module after it where that is not the usual one.</summary>
    public required string Name { get; init; }

    public SyncObject Carries { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>Module at the target in which a new person is created, e.g. <c>Leads</c>.</summary>
    public required string CreateIn { get; init; }

    /// <summary>Persons whom the target does not have are created there.</summary>
    public bool Create { get; init; } = true;

    /// <summary>Records that the target has are brought up to date.</summary>
    public bool Update { get; init; } = true;

    public OnDuplicate OnDuplicate { get; init; }

    /// <summary>What a record that the source deleted leads to.</summary>
    public OnDelete OnDelete { get; init; }

    /// <summary>What the target's field for it says of a record whose person the source deleted; null where there is none.</summary>
    public string? ArchiveAs { get; init; }

    /// <summary>Persons whom the target deleted are not made there anew.</summary>
    public bool KeepsDeleted { get; init; }

    /// <summary>Each must hold for a record to go this way.</summary>
    public IReadOnlyList<Condition> Only { get; init; } = [];

    /// <summary>None may hold.</summary>
    public IReadOnlyList<Condition> Except { get; init; } = [];

    /// <summary>The first that holds says where a new person is created.</summary>
    public IReadOnlyList<ModuleRule> CreateElsewhere { get; init; } = [];

    /// <summary>More writes of one field of one record in an hour than this are a loop: the field is frozen.</summary>
    public int WritesPerHour { get; init; } = DefaultWritesPerHour;

    /// <summary>The steps that persons go through; null if they are not held to any.</summary>
    public LifecyclePolicy? Lifecycle { get; init; }

    public required IReadOnlyList<FieldPolicy> Fields { get; init; }

    /// <summary>Tags that go this way, each put on and taken off by an operation of its own. <see cref="FieldPolicy.To"/> is the tag's name at
    /// the target.</summary>
    public IReadOnlyList<FieldPolicy> Tags { get; init; } = [];

    public const int DefaultWritesPerHour = 20;

    /// <summary>Some rule of it asks what the source record is like.</summary>
    public bool IsSelective => Only.Count + Except.Count + CreateElsewhere.Count > 0;

    /// <summary>The same route, creating in another module; the name says so.</summary>
    public RoutePolicy CreatingIn(string module) =>
        module == CreateIn ? this : this with { Name = $"{Name}/{module}", CreateIn = module, CreateElsewhere = [] };
}
