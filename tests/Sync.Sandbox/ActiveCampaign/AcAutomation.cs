namespace Sync.Sandbox.ActiveCampaign;

internal sealed record AcAutomation(int Id, string Name, long Created);

/// <summary>A contact's way through an automation: "SubscriberSeries" in the API's texts.</summary>
internal sealed class AcAutomationRun
{
    public required int Id { get; init; }

    public required AcContact Contact { get; init; }

    public required AcAutomation Automation { get; init; }

    public required long Added { get; init; }

    /// <summary>1 active, 2 finished.</summary>
    public int Status { get; set; } = 1;
}

/// <summary>A score that contacts collect. The API only reads it.</summary>
internal sealed record AcScore(int Id, string Name, string Type, long Created);
