namespace Sync.Policy.Tests;

/// <summary>One statement of a source about the field <c>phone</c>, for properties over many of them.</summary>
public sealed record Statement(string Source, int Second, long Arrival, string? Value, long Delay = 0)
{
    public DateTimeOffset At => new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).AddSeconds(Second);

    public Dictionary<string, string?> Fields => new() { ["phone"] = Value };

    public PersonState ApplyTo(PersonState state) => Merge.Apply(
        state, Source, At, Fields, Arrival, MergeRules.LatestWins, PlainComparison.Same, new Hearing(null, null, Delay)).State;

    /// <summary>The value that must be agreed in the end: the highest in rank of all that was ever said.</summary>
    public static string? Winner(IEnumerable<Statement> statements) => statements
        .OrderBy(statement => statement.Second)
        .ThenBy(statement => statement.Delay)
        .ThenBy(statement => statement.Arrival)
        .ThenBy(statement => statement.Value, StringComparer.Ordinal)
        .Last().Value;
}
