namespace Sync.Policy;

/// <summary>How a field goes from one system to another.</summary>
/// <param name="Direction">How far; a way on which nothing is updated fills at most, namely what is created.</param>
/// <param name="Owner">System whose value holds in a conflict; empty if the later one does.</param>
/// <param name="IsCreateOnly">Records that are there are not updated.</param>
public readonly record struct FieldRule(Direction Direction, string Owner, bool IsCreateOnly = false)
{
    public static FieldRule LatestWins { get; } = new(Direction.Overwrite, "");
}
