namespace Sync.Policy.Plays;

/// <summary>Who gets a person, and why. Pure.</summary>
public static class Assigning
{
    /// <param name="now">Whose day off it is gets nothing.</param>
    /// <param name="before">Who was given the person before: he keeps him while he works here. Null if nobody was.</param>
    /// <param name="credits">Of a rotation, by its name.</param>
    /// <param name="refused">Owners that the CRM does not take.</param>
    /// <returns>Null if nobody is left.</returns>
    public static Assignment? Assign(
        HandoffPolicy policy, PlayPolicy play, IReadOnlyDictionary<string, string?> fields, DateTimeOffset now, string? before,
        Func<string, IReadOnlyDictionary<string, long>> credits, IReadOnlyCollection<string> refused)
    {
        var rules = play.Assign.Where(rule => rule.When?.Holds(fields) is not false).ToList();
        if (before is not null && Present(policy, rules.SelectMany(rule => rule.Owners), now, refused).FirstOrDefault(owner => owner.Email == before) is { } kept)
        {
            return new Assignment(kept, "was given the person before", null, null);
        }

        // When all are away it waits at the desk of one of them: better than nobody's.
        foreach (var isPresent in (bool[])[true, false])
        {
            foreach (var rule in rules)
            {
                var owners = isPresent ? Present(policy, rule.Owners, now, refused) : Known(policy, rule.Owners, refused);
                if (owners.Count > 0)
                {
                    var (owner, after) = Rotation.Next(owners, credits(rule.Rotation));
                    return new Assignment(owner, Reason(rule, owners.Count, isPresent), rule.Rotation, after);
                }
            }
        }

        return null;
    }

    private static string Reason(AssignmentRule rule, int count, bool isPresent)
    {
        var turn = count == 1 ? "the only one" : $"in turn among {count}";
        return $"{(rule.When is { } when ? $"{when.Text}: " : "")}{turn}{(isPresent ? "" : ", all are away")}";
    }

    private static List<OwnerPolicy> Present(
        HandoffPolicy policy, IEnumerable<string> owners, DateTimeOffset now, IReadOnlyCollection<string> refused) =>
        [.. Known(policy, owners, refused).Where(owner => !owner.IsAway(now))];

    private static List<OwnerPolicy> Known(HandoffPolicy policy, IEnumerable<string> owners, IReadOnlyCollection<string> refused) =>
        [.. owners.Distinct().Where(email => !refused.Contains(email)).Select(email => policy.Owners.First(owner => owner.Email == email))];
}

/// <summary>Who got a person.</summary>
/// <param name="Why">For a person to read.</param>
/// <param name="Rotation">Whose turn it was; null where it was nobody's.</param>
/// <param name="Credits">The rotation after this turn.</param>
public sealed record Assignment(OwnerPolicy Owner, string Why, string? Rotation, IReadOnlyDictionary<string, long>? Credits);
