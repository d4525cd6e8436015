namespace Sync.Connectors;

/// <summary>How a deal stands.</summary>
public enum DealStatus
{
    Open = 0,
    Won = 1,
    Lost = 2,
}
