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

    public IReadOnlyList<object> Messages() => Writes.Count == 0
        ? [new OutcomesReached { Items = Outcomes }]
        : [new WritesRequested { Items = Writes }, new OutcomesReached { Items = Outcomes }];
}
