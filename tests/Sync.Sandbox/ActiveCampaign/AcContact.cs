namespace Sync.Sandbox.ActiveCampaign;

/// <summary>A contact. Times are Unix milliseconds.</summary>
internal sealed class AcContact
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public string Email { get; set; } = string.Empty;

    public string FirstName { get; set; } = string.Empty;

    public string LastName { get; set; } = string.Empty;

    public string Phone { get; set; } = string.Empty;

    public string OrgName { get; set; } = string.Empty;

    public int? Score { get; set; }

    public bool Deleted { get; set; }

    public List<AcFieldValue> Values { get; } = [];

    public List<AcTagLink> Tags { get; } = [];

    public List<AcListLink> Lists { get; } = [];

    public List<AcNote> Notes { get; } = [];

    public List<AcAutomationRun> Automations { get; } = [];

    /// <summary>The company that the contact works for.</summary>
    public AcAccountContact? Account { get; set; }
}

internal sealed class AcFieldValue
{
    public required int Id { get; init; }

    public required AcContact Contact { get; init; }

    public required int Field { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public string Value { get; set; } = string.Empty;
}

internal sealed record AcTagLink(int Id, AcContact Contact, AcTag Tag, long Created);

/// <summary>A note on a contact, a deal, a task, an account or an activity.</summary>
internal sealed class AcNote
{
    public required int Id { get; init; }

    /// <summary>Activity, Deal, DealTask, Subscriber or CustomerAccount.</summary>
    public required string Kind { get; init; }

    public required int About { get; init; }

    public required long Created { get; init; }

    public long Modified { get; set; }

    public string Text { get; set; } = string.Empty;
}

internal sealed class AcListLink
{
    public required int Id { get; init; }

    public required AcContact Contact { get; init; }

    public required AcList List { get; init; }

    public required long Created { get; init; }

    /// <summary>0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced.</summary>
    public int Status { get; set; }

    public long? Subscribed { get; set; }

    public long? Unsubscribed { get; set; }
}
