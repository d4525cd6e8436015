namespace Sync.Connectors;

/// <summary>What is wanted of a connection.</summary>
public sealed record CheckupRequest
{
    /// <summary>Fields that are read or written.</summary>
    public IReadOnlyList<NeededField> Fields { get; init; } = [];

    /// <summary>Modules that are read or written beside those of <see cref="Fields"/>, e.g. <c>deals</c> or <c>Tasks</c>.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>How the vendor should tell us of changes; null if it need not.</summary>
    public DesiredRegistration? Registration { get; init; }

    /// <summary>Until when that was granted when it was looked at last; null if that is not known, or it does not end. The vendor keeps
    /// silent about a registration whose time is over.</summary>
    public DateTimeOffset? GrantedUntil { get; init; }

    /// <summary>Users whom records are given to, by id or address.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Numbers of mailing lists that the rules name.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];
}

/// <summary>A field that is read or written.</summary>
/// <param name="Name">As in <c>sync.yaml</c>.</param>
/// <param name="Kind">Of the values that it is given; null if that is not known.</param>
public sealed record NeededField(string Module, string Name, ValueKind? Kind = null)
{
    /// <summary>Values that it will be given, as far as they are known.</summary>
    public IReadOnlyCollection<string> Values { get; init; } = [];

    /// <summary>It is written, not only read.</summary>
    public bool Written { get; init; } = true;

    /// <summary>Records are made in the module, so that every field that it demands has to be among the needed ones.</summary>
    public bool Creates { get; init; }
}
