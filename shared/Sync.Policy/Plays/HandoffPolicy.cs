namespace Sync.Policy.Plays;

/// <summary><c>handoff:</c> of the file: who works in sales, and what they want to hear of.</summary>
public sealed record HandoffPolicy(IReadOnlyList<OwnerPolicy> Owners, IReadOnlyList<PlayPolicy> Plays)
{
    public static HandoffPolicy None { get; } = new([], []);

    /// <summary>In which the weeks are those of the sales team.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>In which stages a deal is no longer open.</summary>
    public DealStages Deals { get; init; } = DealStages.Usual;

    /// <summary>Null where nothing is done when sales moves a deal.</summary>
    public DealFollowing? Following { get; init; }

    /// <summary>Takes the e-mails; null where none are written.</summary>
    public MailServerPolicy? Mail { get; init; }

    /// <summary>Null where a task that is done is all that shows what an owner did.</summary>
    public TouchPolicy? Touch { get; init; }

    /// <summary>Zone of an owner's calendar.</summary>
    public TimeZoneInfo ZoneOf(string owner) => Owners.FirstOrDefault(each => each.Email == owner)?.Hours.Zone ?? TimeZoneInfo.Utc;

    public PlayPolicy? Find(string play) => Plays.FirstOrDefault(each => each.Name == play);

    /// <summary>Some play waits for a deal of this connection.</summary>
    public bool HearsOfDeals(string connection) =>
        Plays.Any(play => play.Source == connection && play.Triggers.Any(trigger => trigger.Kind == Contracts.SignalKinds.Deal));

    /// <summary>Something is done when a deal of this connection moves, whatever plays wait for.</summary>
    public bool FollowsDeals(string connection) => Following?.Sales == connection;

    /// <summary>Somebody wants to know when a deal of this connection moves.</summary>
    public bool NeedsDeals(string connection) => FollowsDeals(connection) || HearsOfDeals(connection);

    /// <summary>Plays that wait for something that has happened in this connection, with what they wait for.</summary>
    /// <param name="fields">Canonical names of the fields that are told.</param>
    public IEnumerable<(PlayPolicy Play, PlayTrigger Trigger)> Heard(
        string connection, IReadOnlyCollection<PlayTrigger> signals, IReadOnlyCollection<string> fields) =>
        from play in Plays
        where play.Source == connection
        from heard in play.Hears([.. signals, .. play.Changes.Where(change => fields.Contains(change.Field)).Select(change => change.Signal)])
        select (play, heard);
}

/// <summary>Something that a person may do.</summary>
/// <param name="Kind">One of <see cref="Contracts.SignalKinds"/>.</param>
/// <param name="Value">Of a trigger a name, a number, or <c>*</c> for any.</param>
public sealed record PlayTrigger(string Kind, string Value)
{
    public bool IsMet(PlayTrigger signal) => Kind == signal.Kind
        && (Value == "*" || string.Equals(Value, signal.Value, StringComparison.OrdinalIgnoreCase));
}
