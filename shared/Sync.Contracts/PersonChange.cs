namespace Sync.Contracts;

/// <summary>What one delivery says about one person or company, rewritten with canonical field names.</summary>
public sealed record PersonChange
{
    /// <summary>Word for a company in <see cref="About"/>.</summary>
    public const string Company = "company";

    /// <summary>What it is about: null for a person, <see cref="Company"/> for a company, which is known by its field <c>domain</c>.</summary>
    public string? About { get; init; }

    /// <summary>Idempotency key, taken apart by <see cref="ItemKey"/>.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that the change comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The vendor's own name of the event, e.g. <c>contact_tag_added</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Module of the source record in the vendor's words, e.g. <c>contacts</c> or <c>Leads</c>.</summary>
    public required string Module { get; init; }

    /// <summary>Id of the source record at the vendor.</summary>
    public required string RecordId { get; init; }

    /// <summary>Address as the vendor sent it; null when the record has none.</summary>
    public string? Email { get; init; }

    /// <summary>When the change happened at the source, by the source's own clock.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset MappedAt { get; init; }

    /// <summary>Canonical field name to value. A field that the source did not send is absent; an emptied one is null.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>What routes with rules say of the record; null where no route from the source has any.</summary>
    public IReadOnlyList<RouteChoice>? Routes { get; init; }

    /// <summary>Canonical names of fields whose value is no choice of theirs, so that they are left out; null if there are none.</summary>
    public IReadOnlyList<string>? Misses { get; init; }

    /// <summary>Where the record was read: canonical field name to our last write that the reading came after (<see cref="RecordRead.Seen"/>).</summary>
    public IReadOnlyDictionary<string, SeenWrite>? Seen { get; init; }

    /// <summary>The source says that the change was made through its API, as ours are; false where a person or a rule of its own made it;
    /// null where it does not say.</summary>
    public bool? IsByApi { get; init; }

    /// <summary>The source no longer has the record; nothing else is said of it.</summary>
    public bool IsGone { get; init; }

    /// <summary>Modules of the source that know a person better than this one, best first: of somebody who has a record there, what this
    /// one says does not count. Null where there is none.</summary>
    public IReadOnlyList<string>? BetterModules { get; init; }

    /// <summary>What the delivery tells of that plays wait for, each a part of it beside this one; null where there is nothing.</summary>
    public IReadOnlyList<PlaySignal>? Signals { get; init; }

    /// <summary>The source says that the person himself has joined lists of those that ask for confirmation; a part of the delivery of its own
    /// beside this one. Whether he has confirmed it is still to be read. Null where it says nothing of the kind.</summary>
    public OptInClaim? OptIn { get; init; }

    /// <summary>The source tells how a deal of the person stands; a part of the delivery of its own beside this one. Null where it says nothing
    /// of the kind.</summary>
    public ToldDeal? Deal { get; init; }

    /// <summary>It was read that the person has confirmed that he wants mail again: his opt-outs before that do not count any more.</summary>
    public bool IsConfirmedOptIn { get; init; }

    public int Replay { get; init; }

    /// <summary>What a person corrected before the replay, canonical field name to value; null where nothing was.</summary>
    public IReadOnlyDictionary<string, string?>? Patch { get; init; }

    public string? Trace { get; init; }
}
