namespace Sync.Contracts;

/// <summary>What became of writes at the target. Published by the writer for dedupe, which learns links and shadows from it.</summary>
public sealed record WritesSettled
{
    public required IReadOnlyList<SettledWrite> Items { get; init; }
}
