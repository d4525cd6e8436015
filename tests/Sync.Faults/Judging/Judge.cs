using Sync.Faults.Load;

namespace Sync.Faults.Judging;

/// <summary>
/// Compares what a sender knows with what the inbox and the CRM hold. Pure; the system's own counters are not asked.
/// </summary>
internal sealed class Judge
{
    private readonly List<string> _lost = [];
    private readonly List<string> _duplicates = [];
    private readonly List<string> _unexpected = [];
    private readonly List<string> _deadLettered = [];
    private readonly List<string> _contradicted = [];
    private readonly IReadOnlyList<Delivery> _sent;
    private readonly ILookup<string, StoredDelivery> _stored;
    private readonly ILookup<string, HeldPerson> _held;

    private Judge(IReadOnlyList<Delivery> sent, IReadOnlyList<StoredDelivery> stored, IReadOnlyList<HeldPerson> held)
    {
        _sent = sent;
        _stored = stored.ToLookup(row => row.Body);
        _held = held.ToLookup(person => person.Email);
    }

    public static Verdict Compare(IEnumerable<Delivery> deliveries, IReadOnlyList<StoredDelivery> stored, IReadOnlyList<HeldPerson> held) =>
        new Judge([.. deliveries.Where(delivery => delivery.Sends > 0)], stored, held).Compare();

    private Verdict Compare()
    {
        foreach (var delivery in _sent)
            LookIntoInbox(delivery);
        foreach (var person in _sent.GroupBy(delivery => delivery.Email))
            LookIntoTarget(person.Key, [.. person]);
        FindUnexpected();
        return new Verdict
        {
            Attempted = _sent.Count,
            Sends = _sent.Sum(delivery => delivery.Sends),
            Acknowledged = _sent.Count(delivery => delivery.IsAcknowledged),
            Recovered = _sent.Count(delivery => !delivery.IsAcknowledged && _stored.Contains(delivery.Body)),
            Lost = _lost,
            Duplicates = _duplicates,
            Unexpected = _unexpected,
            DeadLettered = _deadLettered,
            Contradicted = _contradicted,
            Forbidden = [.. _sent.Where(delivery => delivery.Forbidden is not null).Select(delivery => $"{(int)delivery.Forbidden!} for {Name(delivery)}")],
        };
    }

    private void LookIntoInbox(Delivery delivery)
    {
        var rows = _stored[delivery.Body].ToList();
        if (rows.Count == 0 && delivery.IsAcknowledged)
            _lost.Add($"{Name(delivery)} is not in the inbox");
        if (rows.Count > 1)
            _duplicates.Add($"{Name(delivery)} stands in the inbox {rows.Count} times");
        foreach (var row in rows)
        {
            if (row.Outcome is null)
                _lost.Add($"{Name(delivery)} has no final outcome");
            else if (row.Ends != 1)
                _contradicted.Add($"{Name(delivery)} has {row.Ends} ends in the journal, settled as '{row.Outcome}'");
            if (row.Outcome?.StartsWith("dead-lettered", StringComparison.Ordinal) == true)
                _deadLettered.Add($"{Name(delivery)} as '{row.Outcome}'");
        }
    }

    private void LookIntoTarget(string email, IReadOnlyList<Delivery> changes)
    {
        var held = _held[email].ToList();
        if (held.Count > 1)
            _duplicates.Add($"{email} has {held.Count} records: {string.Join(", ", held.Select(person => person.Id))}");
        // What was acknowledged later than a change replaces it; what was stored unacknowledged may, but need not, be there.
        var newest = changes.Where(change => change.IsAcknowledged && TakesEffect(change)).MaxBy(change => change.Version);
        if (held.Count == 0 && newest is not null)
            _lost.Add($"{Name(newest)} is not in the CRM");
        foreach (var person in held)
            LookIntoRecord(person, changes, newest);
    }

    private void LookIntoRecord(HeldPerson person, IReadOnlyList<Delivery> changes, Delivery? newest)
    {
        var shown = changes.FirstOrDefault(change => change.Values.All(value => person.Values.GetValueOrDefault(value.Key) == value.Value));
        if (shown is null)
            _unexpected.Add($"{person.Email} ({person.Id}) holds what no single change says: {string.Join(", ", person.Values.Values)}");
        else if (!_stored.Contains(shown.Body))
            _unexpected.Add($"{Name(shown)} is in the CRM, but not in the inbox");
        else if (newest is not null && shown.Version < newest.Version)
            _lost.Add($"{Name(newest)} was overwritten by the older {Name(shown)}");
    }

    private void FindUnexpected()
    {
        var emails = _sent.Select(delivery => delivery.Email).ToHashSet();
        var bodies = _sent.Select(delivery => delivery.Body).ToHashSet();
        _unexpected.AddRange(_held.Where(person => !emails.Contains(person.Key)).Select(person => $"{person.Key} is in the CRM, and nobody sent it"));
        _unexpected.AddRange(_stored.Where(row => !bodies.Contains(row.Key)).Select(row => $"nobody sent what is in the inbox: {row.Key}"));
    }

    // One that ended among the dead letters, or was dropped by a rule, has its outcome and no effect.
    private bool TakesEffect(Delivery delivery) => _stored[delivery.Body].Any(row =>
        row.Outcome is { } outcome
        && !outcome.StartsWith("dead-lettered", StringComparison.Ordinal) && !outcome.StartsWith("filtered", StringComparison.Ordinal));

    private static string Name(Delivery delivery) => $"{delivery.Email} change {delivery.Version}";
}
