namespace Sync.Policy.Plays;

/// <summary>Stages in which a deal has come to its end, by the CRM's own words; in any other it is open.</summary>
public sealed record DealStages(IReadOnlyList<string> Won, IReadOnlyList<string> Lost)
{
    /// <summary>As in a fresh organisation of Zoho.</summary>
    public static DealStages Usual { get; } = new(["Closed Won"], ["Closed Lost", "Closed-Lost to Competition"]);

    public IReadOnlyList<string> Closed => [.. Won, .. Lost];

    /// <summary>What a stage means.</summary>
    public DealState StateOf(string stage) => Won.Contains(stage) ? DealState.Won : Lost.Contains(stage) ? DealState.Lost : DealState.Open;
}
