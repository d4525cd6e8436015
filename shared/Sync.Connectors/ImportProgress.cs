namespace Sync.Connectors;

/// <summary>How far an import is.</summary>
/// <param name="State">The vendor's word, e.g. <c>active</c>; <c>waiting</c> if it does not know the batch yet.</param>
/// <param name="IsOver">Nothing more will happen to it.</param>
/// <param name="RecordIds">Of those who were imported.</param>
/// <param name="Failed">Addresses of those who were not.</param>
public sealed record ImportProgress(string State, bool IsOver, IReadOnlyList<string> RecordIds, IReadOnlyList<string> Failed);
