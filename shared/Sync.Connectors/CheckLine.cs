namespace Sync.Connectors;

/// <summary>One line of a checkup.</summary>
/// <param name="Check">What was looked at, e.g. <c>key</c>, <c>scope ZohoCRM.coql.READ</c>, <c>field Leads.Company</c>.</param>
/// <param name="Problem">What is wrong, in a few plain words; null if nothing is.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record CheckLine(string Check, bool Ok, string? Problem = null, string? Cure = null)
{
    /// <summary>What is worth knowing though all is well, e.g. how long a token lasts.</summary>
    public string? Detail { get; init; }

    public static CheckLine Good(string check, string? detail = null) => new(check, Ok: true) { Detail = detail };

    public static CheckLine Bad(string check, string problem, string cure) => new(check, Ok: false, problem, cure);
}
