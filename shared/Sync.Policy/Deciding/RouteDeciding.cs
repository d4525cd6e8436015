using Sync.Contracts;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>Decides which fields of a person a target gets. Pure.</summary>
public static class RouteDeciding
{
    public const string CreatesOff = $"{Outcomes.Filtered}: creates-off";

    public const string UpdatesOff = $"{Outcomes.Filtered}: updates-off";

    public const string Loop = $"{Outcomes.Filtered}: loop";

    /// <param name="isLinked">The target is known to have a record of the person.</param>
    /// <remarks>An opt-out goes to every record that there is, whatever rules keep other fields back. That somebody wants mail again goes
    /// like any field, from where he said so, and only over an opt-out: nothing here subscribes anybody.</remarks>
    /// <param name="barred">Outcome for all fields, where a rule keeps the person out altogether; null if none does.</param>
    /// <param name="onItsWaySince">
    /// Canonical field name to the time since when what was asked for is on its way, and not asked for once more; null, or null for a
    /// field, to ask in any case.
    /// </param>
    public static RouteDecision Decide(
        RoutePolicy route, PersonState state, bool isLinked, DateTimeOffset now, SameValue same, string? barred = null,
        Func<string, DateTimeOffset?>? onItsWaySince = null)
    {
        barred ??= isLinked ? route.Update ? null : UpdatesOff
            : !route.Create ? CreatesOff : Deletion.StaysDeleted(route, state) ? Deletion.Deleted : null;
        List<string>? write = null;
        Dictionary<string, string>? heldBack = null;
        foreach (var rule in route.Fields)
        {
            if (!state.Fields.TryGetValue(rule.Name, out var field) || !Merge.Lacks(field, route.To, rule, same)
                || (onItsWaySince?.Invoke(rule.Name) is { } since && IsOnItsWay(route, field, rule, since, same)))
            {
                continue;
            }

            var isOptOut = rule.Type == FieldType.OptOut && OptOutMerge.IsOut(field);
            if (rule.Type == FieldType.OptOut && !isOptOut && !Reopens(route, field, same))
            {
                continue;
            }

            if ((isOptOut && isLinked ? null : barred ?? (isOptOut ? null : Obstacle(route, field, now))) is { } why)
            {
                (heldBack ??= [])[rule.Name] = why;
            }
            else
            {
                (write ??= []).Add(rule.Name);
            }
        }

        return write is null && heldBack is null ? RouteDecision.Nothing : new RouteDecision(write ?? [], heldBack ?? []);
    }

    private static bool Reopens(RoutePolicy route, FieldState field, SameValue same) =>
        field.AgreedBy == route.From && same(FieldType.OptOut, field.Shadows.GetValueOrDefault(route.To)?.Current, OptOutMerge.Yes);

    // Of what is made by ourselves the target's change tells nothing, whenever it was made.
    private static bool IsOnItsWay(RoutePolicy route, FieldState field, FieldPolicy rule, DateTimeOffset since, SameValue same) =>
        Merge.IsRefused(field, route.To) || Merge.IsAsked(field, route.To, rule, rule.IsDerived ? DateTimeOffset.MinValue : since, same);

    private static string? Obstacle(RoutePolicy route, FieldState field, DateTimeOffset now) =>
        Merge.IsNewerThere(field, route.To) ? Outcomes.Stale
        : LoopBreaker.IsFrozen(field.Shadows.GetValueOrDefault(route.To), now, route.WritesPerHour) ? Loop
        : null;
}
