namespace Sync.Policy.Plays;

/// <summary>
/// Weighted round robin: each turn adds to everybody present his weight, gives to whoever has most, and takes the sum of the weights
/// from him. Who is away gathers nothing and owes nothing when he is back. Pure.
/// </summary>
public static class Rotation
{
    /// <param name="present">Those who may get it, in the order of the file; at least one.</param>
    /// <param name="credits">Address to what somebody has gathered; who is absent from it begins with nothing.</param>
    public static (OwnerPolicy Owner, IReadOnlyDictionary<string, long> Credits) Next(
        IReadOnlyList<OwnerPolicy> present, IReadOnlyDictionary<string, long> credits)
    {
        var after = new Dictionary<string, long>(credits);
        foreach (var owner in present)
        {
            after[owner.Email] = after.GetValueOrDefault(owner.Email) + owner.Weight;
        }

        var chosen = present.MaxBy(owner => after[owner.Email])!;
        after[chosen.Email] -= present.Sum(owner => owner.Weight);
        return (chosen, after);
    }
}
