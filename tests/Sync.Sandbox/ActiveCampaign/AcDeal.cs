namespace Sync.Sandbox.ActiveCampaign;

/// <summary>A deal. Money is in minor units (cents); times are Unix milliseconds.</summary>
internal sealed class AcDeal
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public long Modified { get; set; }

    public string Title { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public decimal Value { get; set; }

    public string Currency { get; set; } = "usd";

    public required AcStage Stage { get; set; }

    public int Owner { get; set; } = AcUsers.FirstId;

    public string? Percent { get; set; }

    /// <summary>0 open, 1 won, 2 lost.</summary>
    public int Status { get; set; }

    public AcContact? Contact { get; set; }

    public AcAccount? Account { get; set; }

    public long? NextDate { get; set; }

    public List<AcMetaValue> Values { get; } = [];

    public List<AcDealTask> Tasks { get; } = [];

    public string Hash => $"{(uint)(Id * 2_654_435_761L):x8}";
}

/// <summary>A sales pipeline; "group" in the API.</summary>
internal sealed class AcPipeline
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public string Title { get; set; } = string.Empty;

    public string Currency { get; set; } = "usd";

    /// <summary>New deals get an owner though none was named.</summary>
    public bool AutoAssigns { get; set; }
}

internal sealed class AcStage
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public required AcPipeline Pipeline { get; set; }

    public string Title { get; set; } = string.Empty;

    public string Color { get; set; } = "19CCA3";

    public int Order { get; set; }
}

/// <summary>A task of a deal or of a contact.</summary>
internal sealed class AcDealTask
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public AcDeal? Deal { get; init; }

    public AcContact? Contact { get; init; }

    public string Title { get; set; } = string.Empty;

    public string Note { get; set; } = string.Empty;

    public required AcTaskType Type { get; set; }

    public long? Due { get; set; }

    public long? End { get; set; }

    /// <summary>0 open, 1 done.</summary>
    public int Status { get; set; }

    public long? Done { get; set; }

    public int Assignee { get; set; } = AcUsers.FirstId;
}

internal sealed class AcTaskType
{
    public required int Id { get; init; }

    public string Title { get; set; } = string.Empty;
}

/// <summary>A contact that takes part in a deal beside the deal's own.</summary>
internal sealed record AcContactDeal(int Id, AcDeal Deal, AcContact Contact, string Role, long Created);

/// <summary>One change of a deal, for its log.</summary>
internal sealed record AcDealActivity(int Id, AcDeal Deal, string Type, string Old, long At);
