namespace Sync.Connectors;

/// <summary>Something to do at a vendor. Ids and the names in <c>Fields</c> are the vendor's own.</summary>
public abstract record Operation
{
    /// <summary>Code of the fault for what a vendor has no such thing as.</summary>
    public const string NotOffered = "NOT_OFFERED";

    /// <summary>Code of the fault for a subscription that would override somebody's own decision.</summary>
    public const string Consent = "CONSENT";

    /// <summary>Code of the fault for what the vendor links to contacts alone, and is asked for about somebody who is none yet.</summary>
    public const string NeedsContact = "NEEDS_CONTACT";

    private static readonly IReadOnlyDictionary<string, string?> NoFields = new Dictionary<string, string?>();

    private Operation()
    {
    }

    /// <summary>Which of the vendor's own automations this may start; none unless said (Zoho's <c>trigger</c>: <c>workflow</c>,
    /// <c>approval</c>, <c>blueprint</c>, <c>pathfinder</c>, <c>orchestration</c>). What they change comes back as a webhook.</summary>
    public IReadOnlyList<string> Trigger { get; init; } = [];

    /// <summary>Puts a tag on a record or takes it off. A tag that nobody has used yet is made.</summary>
    public sealed record SetTag(string Module, string RecordId, string Tag, bool Present) : Operation;

    /// <summary>Subscribes a contact to a mailing list or unsubscribes it (ActiveCampaign). Nobody who unsubscribed, bounced or has
    /// not confirmed yet is subscribed without <see cref="OptIn"/>, which has to be newer than the unsubscription.</summary>
    public sealed record SetSubscription(string ContactId, string ListId, bool Subscribed) : Operation
    {
        public ConfirmedOptIn? OptIn { get; init; }
    }

    /// <summary>Adds a note to a record.</summary>
    public sealed record AddNote(RecordLink About, string Text, Mark Mark) : Operation
    {
        /// <summary>Zoho only.</summary>
        public string? Title { get; init; }
    }

    /// <summary>Adds a task for a person of the sales team.</summary>
    /// <param name="About">A lead, contact, account or deal.</param>
    public sealed record AddTask(RecordLink About, string Subject, Mark Mark) : Operation
    {
        /// <summary>The contact beside the deal or account that it is about (Zoho).</summary>
        public string? ContactId { get; init; }

        public string? Text { get; init; }

        /// <summary>Zoho keeps the day alone.</summary>
        public DateTimeOffset? Due { get; init; }

        /// <summary>Checked to be active.</summary>
        public string? OwnerId { get; init; }

        /// <summary>Zoho's words, e.g. <c>High</c>.</summary>
        public string? Priority { get; init; }

        /// <summary>Number of ActiveCampaign's task type; its first if none is given.</summary>
        public string? TypeId { get; init; }

        /// <summary>More fields, by the vendor's names.</summary>
        public IReadOnlyDictionary<string, string?> Fields { get; init; } = NoFields;
    }

    /// <summary>Makes a deal (<paramref name="DealId"/> null, then <see cref="Title"/> and <see cref="Mark"/> are needed) or changes one.
    /// </summary>
    public sealed record SaveDeal(string? DealId) : Operation
    {
        public string? Title { get; init; }

        public Mark? Mark { get; init; }

        public Money? Value { get; init; }

        /// <summary>The person whom it is about, where it is not known whether he is a contact. Who is none is refused with code
        /// <see cref="NeedsContact"/>.</summary>
        public RecordLink? About { get; init; }

        public string? ContactId { get; init; }

        public string? AccountId { get; init; }

        /// <summary>ActiveCampaign's number, Zoho's text.</summary>
        public string? Pipeline { get; init; }

        /// <summary>ActiveCampaign's number, Zoho's text.</summary>
        public string? Stage { get; init; }

        /// <summary>Checked to be active.</summary>
        public string? OwnerId { get; init; }

        /// <summary>ActiveCampaign only: Zoho says it by the stage.</summary>
        public DealStatus? Status { get; init; }

        /// <summary>Zoho only.</summary>
        public DateOnly? ClosesOn { get; init; }

        public string? Description { get; init; }

        /// <summary>More fields, by the vendor's names.</summary>
        public IReadOnlyDictionary<string, string?> Fields { get; init; } = NoFields;
    }

    /// <summary>Makes a record of any other kind, or changes one by its id. A new one is first looked for: by <see cref="Mark"/> if
    /// that names a field, else by what the vendor itself holds to be unique (an account's name, a person's address).</summary>
    public sealed record Save(string Module, string? RecordId, IReadOnlyDictionary<string, string?> Fields) : Operation
    {
        public Mark? Mark { get; init; }
    }

    /// <summary>Makes an account the one of a contact, whichever it had before (ActiveCampaign: a contact has at most one).</summary>
    public sealed record LinkAccount(string ContactId, string AccountId) : Operation
    {
        public string? JobTitle { get; init; }
    }

    /// <summary>Puts a contact into an automation or takes it out (ActiveCampaign).</summary>
    public sealed record Enrol(string ContactId, string AutomationId, bool Present) : Operation;

    /// <summary>Gives a record to another owner, who is checked to be active.</summary>
    public sealed record Assign(string Module, string RecordId, string OwnerId) : Operation;

    /// <summary>Deletes a person's record. One that is not there any more is deleted.</summary>
    public sealed record Delete(string Module, string RecordId) : Operation;

    /// <summary>Turns a lead into a contact (Zoho). The outcome names the contact, and the others in
    /// <see cref="WriteOutcome.Written.Others"/>. A lead that is converted already keeps what it became.</summary>
    public sealed record Convert(string LeadId) : Operation
    {
        /// <summary>The contact that it is, if there is one.</summary>
        public string? ContactId { get; init; }

        public string? AccountId { get; init; }

        public string? OwnerId { get; init; }

        /// <summary>A deal to make with it, by Zoho's names of fields; null for none.</summary>
        public IReadOnlyDictionary<string, string?>? Deal { get; init; }
    }
}
