using Sync.Contracts;

namespace Sync.Policy;

/// <summary>Where a target stands before a change.</summary>
public enum TargetSituation
{
    /// <summary>It has no record of the person.</summary>
    Absent,

    /// <summary>It has the record, and nothing in the field.</summary>
    Empty,

    /// <summary>It has in the field what was agreed, and the source changed it.</summary>
    InStep,

    /// <summary>Somebody changed the field there, the source changed it later, and neither knew of the other.</summary>
    ChangedEarlier,

    /// <summary>Somebody changed the field there later than the source did, and neither knew of the other.</summary>
    ChangedLater,
}

/// <summary>One line: what becomes of a changed field. Null stands for anything.</summary>
/// <param name="There">How far the field goes to the target.</param>
/// <param name="Back">How far it goes from the target to the source.</param>
/// <param name="Target">Where the target stands.</param>
/// <param name="IsOn">The switch that counts: <c>create</c> where the target has no record, <c>update</c> where it has.</param>
/// <param name="SourceOwns">The source is the field's owner.</param>
/// <param name="Outcome">Outcome of the field.</param>
/// <param name="Why">For a person to read.</param>
public sealed record DecisionRow(
    Direction? There, Direction? Back, TargetSituation? Target, bool? IsOn, bool? SourceOwns, string Outcome, string Why)
{
    public bool Fits(Direction there, Direction back, TargetSituation target, bool isOn, bool sourceOwns) =>
        (There ?? there) == there && (Back ?? back) == back && (Target ?? target) == target && (IsOn ?? isOn) == isOn
        && (SourceOwns ?? sourceOwns) == sourceOwns;
}

/// <summary>
/// What becomes of a field that its source changed, for every setting that the file can have. The first line that fits counts. The tests
/// hold the decisions to it, and the documentation is printed from it.
/// </summary>
public static class DecisionTable
{
    private const string Owned = $"{Outcomes.OwnedBy}: target";

    public static IReadOnlyList<DecisionRow> Rows { get; } =
    [
        new(Direction.None, null, null, null, true, VerdictWords.Direction, "The field does not go there."),
        new(Direction.None, null, null, null, false, Owned, "The field does not go there: the other side's word counts."),
        new(null, null, TargetSituation.Absent, false, null, RouteDeciding.CreatesOff, "Nobody new is created there."),
        new(null, null, TargetSituation.Absent, true, null, Outcomes.Written, "The person is created there."),
        new(null, null, null, false, null, RouteDeciding.UpdatesOff, "Records that are there stay as they are."),
        new(Direction.Fill, null, TargetSituation.Empty, true, null, Outcomes.Written, "What is empty is filled."),
        new(Direction.Fill, null, null, true, null, VerdictWords.Fill, "What is filled stays."),
        new(null, null, TargetSituation.Empty, true, null, Outcomes.Written, "What is empty is filled."),
        new(null, null, TargetSituation.InStep, true, null, Outcomes.Written, "The newer value replaces the one that both knew."),
        new(null, Direction.Overwrite, null, true, true, Outcomes.Written, "A conflict: the source owns the field. The target's value is kept beside."),
        new(null, Direction.Overwrite, null, true, false, Owned, "A conflict: the target owns the field. The source's value is kept beside."),
        new(null, null, TargetSituation.ChangedEarlier, true, null, Outcomes.Written, "The source's value is newer."),
        new(null, null, TargetSituation.ChangedLater, true, null, Outcomes.Stale, "An older value never replaces a newer one."),
    ];

    public static DecisionRow Find(Direction there, Direction back, TargetSituation target, bool isOn, bool sourceOwns) =>
        Rows.First(row => row.Fits(there, back, target, isOn, sourceOwns));
}
