namespace Sync.Contracts;

/// <summary>Something to do for a person at a target beside writing fields. One of the things to do is given.</summary>
public sealed record OperationRequest
{
    /// <summary>Idempotency key: that of the signal, the target and what is made, <c>4711:2/2&gt;sales!task</c>.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection at which it is done.</summary>
    public required string Target { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Normalised address, by which the record is looked for where no id is known.</summary>
    public required string Email { get; init; }

    /// <summary>Module and id of the person's record as it was known; both null while none was.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>A text unlike that of any other operation, by which what was made is found again after an outcome that nobody knows.</summary>
    public required string Mark { get; init; }

    /// <summary>Under this mark it was asked for before: it is looked for before it is made.</summary>
    public bool MayBeThere { get; init; }

    public TaskToMake? Task { get; init; }

    /// <summary>A task that was made before and is to be looked at: nothing is made then.</summary>
    public TaskToLookAt? Look { get; init; }

    /// <summary>It is looked whether the person has an open deal: nothing is made then.</summary>
    public DealsToLookAt? Deals { get; init; }

    /// <summary>Lists that the person is said to have joined: it is read whether he has confirmed it, and nothing is made.</summary>
    public OptInToLookAt? OptIn { get; init; }

    /// <summary>A note on the person's record.</summary>
    public NoteToMake? Note { get; init; }

    /// <summary>A deal with the person.</summary>
    public DealToMake? Deal { get; init; }

    /// <summary>Address under which somebody is a user of the target, who becomes the owner of the person's record.</summary>
    public string? Owner { get; init; }

    /// <summary>A tag to put on the person's record.</summary>
    public string? Tag { get; init; }

    /// <summary>The tag is taken off.</summary>
    public bool TakesOff { get; init; }

    /// <summary>Number of a list to put the person on, unless he has left it.</summary>
    public string? List { get; init; }

    /// <summary>Our name of the tag or list, where it is one that both sides shall have alike.</summary>
    public string? Mirrors { get; init; }

    /// <summary>Nothing else comes of its delivery, which ends with it.</summary>
    public bool EndsDelivery { get; init; }

    /// <summary>Fields, by the target's names, that exactly the record given here gets. One that is gone needs none.</summary>
    public IReadOnlyDictionary<string, string?>? Set { get; init; }

    /// <summary>Number of an automation to put the person into.</summary>
    public string? Automation { get; init; }

    /// <summary>It is not done for who wants no more mail; whether he does is asked right before the call.</summary>
    public bool UnlessOptedOut { get; init; }

    public required WritePriority Priority { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string PolicyVersion { get; init; }

    public string? Trace { get; init; }
}

/// <param name="Module">The vendor's word for tasks.</param>
public sealed record TaskToLookAt(string Module, string TaskId);

/// <param name="Closed">Stages in which a deal is no longer open, by the target's own words.</param>
public sealed record DealsToLookAt(IReadOnlyList<string> Closed);

/// <param name="Lists">Numbers of the lists; one of them is enough.</param>
/// <param name="At">When he joined, by the source's own clock.</param>
/// <param name="After">When he opted out last: what he joined before that says nothing.</param>
public sealed record OptInToLookAt(IReadOnlyList<string> Lists, DateTimeOffset At, DateTimeOffset After);

/// <summary>A task for somebody of the sales team about the person.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">What to know before doing it.</param>
/// <param name="DueAt">With the offset of the owner's time zone: vendors that keep the day alone keep his.</param>
/// <param name="Owner">Address under which the owner is a user of the target.</param>
/// <param name="Priority">The target's own word; null for its usual one.</param>
public sealed record TaskToMake(string Subject, string Text, DateTimeOffset DueAt, string Owner, string? Priority);

/// <param name="Title">One line, for targets that keep one.</param>
public sealed record NoteToMake(string Title, string Text);

/// <summary>A deal that may come of a handoff.</summary>
/// <param name="Name">One line.</param>
/// <param name="Stage">The target's own word.</param>
/// <param name="Owner">Address under which the owner is a user of the target.</param>
public sealed record DealToMake(string Name, string Stage, string Owner)
{
    /// <summary>The target's own word; null for its usual one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>In the unit that people count in, of the target's own currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Day by which it shall be decided.</summary>
    public DateOnly? ClosesOn { get; init; }
}
