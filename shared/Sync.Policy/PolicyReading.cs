using System.Diagnostics.CodeAnalysis;

namespace Sync.Policy;

/// <summary>What became of reading <c>sync.yaml</c>: a policy that can be used, or every mistake that stands in the way.</summary>
/// <param name="Policy">Null as soon as there is one mistake.</param>
/// <param name="Mistakes">In the order of their lines; empty if the file is right.</param>
public sealed record PolicyReading(SyncPolicy? Policy, IReadOnlyList<PolicyMistake> Mistakes)
{
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;
}
