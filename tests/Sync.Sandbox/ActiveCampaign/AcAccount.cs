namespace Sync.Sandbox.ActiveCampaign;

/// <summary>A company. Its name is unique.</summary>
internal sealed class AcAccount
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public string Name { get; set; } = string.Empty;

    public string Url { get; set; } = string.Empty;

    public int Owner { get; set; } = AcUsers.FirstId;

    public List<AcMetaValue> Values { get; } = [];
}

/// <summary>Which company a contact works for: one at most.</summary>
internal sealed class AcAccountContact
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public required AcAccount Account { get; set; }

    public required AcContact Contact { get; init; }

    public string JobTitle { get; set; } = string.Empty;
}
