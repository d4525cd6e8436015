using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What an envelope of changes came to.</summary>
internal sealed class Decisions
{
    public Dictionary<long, PersonState> States { get; } = [];

    public List<WriteRequest> Writes { get; } = [];

    public List<OutcomeReached> Outcomes { get; } = [];

    private readonly Dictionary<(long Person, string Field), ConflictNoted> _conflicts = [];

    public void Add(PersonRow person, PersonState before, Decision decision, DateTimeOffset now)
    {
        foreach (var note in ConflictNotes.Between(person, before, decision.State, now))
        {
            // Of several changes in one envelope the last says how it stands.
            _conflicts[(person.Id, note.Field)] = note;
        }

        Add(person.Id, decision);
    }

    private void Add(long person, Decision decision)
    {
        States[person] = decision.State;
        Writes.AddRange(decision.Writes);
        Outcomes.Add(decision.Outcome);
    }

    public IReadOnlyList<object> Messages()
    {
        var messages = new List<object>(3);
        if (Writes.Count > 0)
        {
            messages.Add(new WritesRequested { Items = Writes });
        }

        messages.Add(new OutcomesReached { Items = Outcomes });
        if (_conflicts.Count > 0)
        {
            messages.Add(new ConflictsNoted { Items = [.. _conflicts.Values] });
        }

        return messages;
    }
}
