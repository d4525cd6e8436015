namespace Sync.Policy.Plays;

/// <summary>What a deal's stage means.</summary>
public enum DealState
{
    Open,
    Won,
    Lost,
}
