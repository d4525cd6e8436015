using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What an envelope of changes came to.</summary>
internal sealed class Decisions
{
    public Dictionary<long, PersonState> States { get; } = [];

    public List<WriteRequest> Writes { get; } = [];

    public List<OutcomeReached> Outcomes { get; } = [];

    public void Add(long person, Decision decision)
    {
        States[person] = decision.State;
        Writes.AddRange(decision.Writes);
        Outcomes.Add(decision.Outcome);
    }

    /// <summary>What the change just added comes to for the company of its person: told in the same outcome.</summary>
    public void AddCompany(long company, string domain, Decision decision)
    {
        States[company] = decision.State;
        Writes.AddRange(decision.Writes);
        if (decision.Writes.Count > 0)
        {
            var told = $"company {domain}: {decision.Outcome.Detail}";
            Outcomes[^1] = Outcomes[^1] with { Detail = Outcomes[^1].Detail is { } detail ? $"{detail}; {told}" : told };
        }
    }

    public IReadOnlyList<object> Messages() => Writes.Count == 0
        ? [new OutcomesReached { Items = Outcomes }]
        : [new WritesRequested { Items = Writes }, new OutcomesReached { Items = Outcomes }];
}
