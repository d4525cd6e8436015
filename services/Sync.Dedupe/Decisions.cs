using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What an envelope of changes came to.</summary>
/// <param name="links">The persons' records before it.</param>
internal sealed class Decisions(ILookup<long, LinkRow> links)
{
    private readonly Dictionary<long, Dictionary<LinkKey, LinkRow>> _links = [];
    private readonly HashSet<LinkKey> _said = [];
    private readonly HashSet<long> _renamed = [];
    private readonly Dictionary<(long Person, string Field), ConflictNoted> _conflicts = [];

    public Dictionary<long, PersonRow> Persons { get; } = [];

    public Dictionary<long, PersonState> States { get; } = [];

    public List<WriteRequest> Writes { get; } = [];

    public List<OutcomeReached> Outcomes { get; } = [];

    public List<OperationRequest> Operations { get; } = [];

    public List<SeenSignal> Signals { get; } = [];

    public List<SeenStatus> Statuses { get; } = [];

    public List<SeenDeal> Deals { get; } = [];

    /// <summary>Records of which nobody knew, or that say another address than before.</summary>
    public IReadOnlyCollection<LinkRow> Said =>
        [.. _links.Values.SelectMany(ofPerson => ofPerson.Values).Where(link => _said.Contains(link.Key))];

    public List<LinkRow> Gone { get; } = [];

    public IReadOnlyCollection<PersonRow> Renamed => [.. _renamed.Select(id => Persons[id])];

    /// <summary>The record in the best module first.</summary>
    public IReadOnlyCollection<LinkRow> LinksOf(long person) => [.. Known(person).Values.OrderBy(link => link.IsSuperseded).ThenBy(link => link.Rank)];

    public void Add(PersonRow person, PersonChange change, Decision decision)
    {
        States[person.Id] = decision.State;
        Writes.AddRange(decision.Writes);
        Operations.AddRange(decision.Operations);
        Outcomes.Add(decision.Outcome);
        Persons[person.Id] = person with { Email = decision.Address };
        if (person.Email != decision.Address)
        {
            _renamed.Add(person.Id);
        }

        Note(person.Id, change, decision);
        Signals.AddRange(PlayHandover.Of(change, Persons[person.Id], decision.State, LinksOf(person.Id)));
        if (DealHandover.Of(change, Persons[person.Id], LinksOf(person.Id)) is { } deal)
        {
            Deals.Add(deal);
        }
    }

    /// <summary>What a change says of an opt-in; after the change itself was added.</summary>
    public void Add((OperationRequest? Look, OutcomeReached? End) optIn)
    {
        if (optIn.Look is not null)
        {
            Operations.Add(optIn.Look);
        }

        if (optIn.End is not null)
        {
            Outcomes.Add(optIn.End);
        }
    }

    public void Add(SeenStatus? status)
    {
        if (status is not null)
        {
            Statuses.Add(status);
        }
    }

    public void Add(IEnumerable<ConflictNoted> notes)
    {
        foreach (var note in notes)
        {
            // Of several changes in one envelope the last says how it stands.
            _conflicts[(note.PersonId, note.Field)] = note;
        }
    }

    public IReadOnlyList<object> Messages()
    {
        var messages = new List<object>(3);
        if (Writes.Count > 0)
        {
            messages.Add(new WritesRequested { Items = Writes });
        }

        if (Operations.Count > 0)
        {
            messages.Add(new OperationsRequested { Items = Operations });
        }

        messages.Add(new OutcomesReached { Items = Outcomes });
        if (Signals.Count > 0)
        {
            // After the writes: what a play asks for waits for them.
            messages.Add(new SignalsSeen { Items = Signals });
        }

        if (Statuses.Count > 0)
        {
            messages.Add(new StatusesSeen { Items = Statuses });
        }

        if (Deals.Count > 0)
        {
            messages.Add(new DealsSeen { Items = Deals });
        }

        if (_conflicts.Count > 0)
        {
            messages.Add(new ConflictsNoted { Items = [.. _conflicts.Values] });
        }

        return messages;
    }

    /// <summary>What the change just added comes to for the company of its person: told in the same outcome.</summary>
    public void AddCompany(PersonRow company, Decision decision)
    {
        States[company.Id] = decision.State;
        Persons[company.Id] = company;
        Writes.AddRange(decision.Writes);
        if (decision.Writes.Count > 0)
        {
            var told = $"company {company.Email}: {decision.Outcome.Detail}";
            Outcomes[^1] = Outcomes[^1] with { Detail = Outcomes[^1].Detail is { } detail ? $"{detail}; {told}" : told };
        }
    }

    private void Note(long person, PersonChange change, Decision decision)
    {
        var known = Known(person);
        var key = PersonResolution.LinkOf(change);
        var before = known.GetValueOrDefault(key);
        if (change.IsGone)
        {
            Gone.AddRange(before is null ? [] : [before]);
            known.Remove(key);
        }
        else
        {
            var after = new LinkRow(
                key.Connection, key.Module, key.RecordId, person, decision.Said ?? before?.Email,
                Math.Max(before?.Rank ?? 0, change.BetterModules?.Count ?? 0), before?.IsSuperseded ?? false);
            if (after != before)
            {
                known[key] = after;
                _said.Add(key);
            }
        }
    }

    private Dictionary<LinkKey, LinkRow> Known(long person) => _links.TryGetValue(person, out var known)
        ? known
        : _links[person] = links[person].ToDictionary(link => link.Key);
}
