namespace Sync.Connectors;

/// <summary>What a delivery turned out to be.</summary>
public abstract record WebhookReading
{
    private WebhookReading()
    {
    }

    /// <summary>It carries the record: use it as it is.</summary>
    public sealed record Carried(SourceRecord Source) : WebhookReading;

    /// <summary>It only names records that changed: they have to be read.</summary>
    public sealed record Hint(string Kind, string Module, IReadOnlyList<string> RecordIds, DateTimeOffset ChangedAt) : WebhookReading
    {
        /// <summary>The records were deleted: there is nothing left to read.</summary>
        public bool IsDeletion { get; init; }

        /// <summary>What the delivery tells all the same of the person whom the records are about: who he is and what has happened, and
        /// nothing of his fields. Null if it tells nothing.</summary>
        public SourceRecord? Told { get; init; }
    }

    /// <summary>Understood, but it says nothing about a person, company or deal, e.g. a campaign that was sent.</summary>
    public sealed record NotARecord(string Kind) : WebhookReading;

    /// <summary>A kind of event that this version does not know: kept in the inbox and counted.</summary>
    /// <param name="Kind">What the sender calls it.</param>
    /// <param name="Sample">The names of what is in it, without the values: a person can tell from it what the event is about.</param>
    public sealed record UnknownKind(string Kind, string Sample) : WebhookReading;

    /// <summary>Cannot be understood at all.</summary>
    public sealed record Unparsable(string Why) : WebhookReading;
}
