namespace Sync.Policy;

/// <summary>What a person's addresses tell. Pure.</summary>
public static class Addresses
{
    private const int MostFormer = 10;

    /// <summary>
    /// Whether a record's address is to be merged as a statement. A record that repeats its own address says nothing new of the person's,
    /// and one that is first heard of under a former address was only found by it.
    /// </summary>
    /// <param name="address">What the record says now.</param>
    /// <param name="saidBefore">What it said the last time; null if it never said one.</param>
    /// <param name="current">The person's address; empty if he has none, who takes any.</param>
    /// <param name="isLinked">The record was known as this person's.</param>
    public static bool IsStatement(string address, string? saidBefore, string current, bool isLinked) =>
        address == current || current.Length == 0 || (isLinked && address != saidBefore);

    /// <summary>Remembers the address that was replaced.</summary>
    public static PersonState Replaced(PersonState state, string before, string now) => before == now || before.Length == 0 ? state : state with
    {
        FormerEmails = [.. new[] { before }.Concat(state.FormerEmails ?? []).Where(address => address != now).Distinct().Take(MostFormer)],
    };
}
