using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Normalising;
using Sync.Writer.Work;

namespace Sync.Writer.Reads;

/// <summary>
/// What a lane has told the other stages of its records, by its reads and its writes, so that a read which only shows what we have just
/// written need not travel: it would say nothing that is not known. Only what is known for certain counts; whatever is not known here
/// travels, as after a restart.
/// </summary>
internal sealed class ToldRecords(string connection, SyncPolicy policy)
{
    // While thousands of records are written, what tells of them is read tens of thousands later. Full, the writer took 262 MB under load.
    private const int Most = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Module, string RecordId), Told> _records = [];
    private readonly Queue<(string Module, string RecordId)> _order = [];

    // In this order a record's values are kept. The address is compared by itself: a record is known by it even where no route carries it.
    private readonly string[] _names =
    [
        .. policy.RoutesFrom(connection).SelectMany(route => route.Fields.Concat(route.Tags)).Where(field => !field.IsDerived && field.Name != "email")
            .Select(field => field.Name).Distinct(),
    ];

    /// <summary>The person whose write it shows; null if the read may say something new.</summary>
    public long? EchoOf(PendingRead read)
    {
        lock (_lock)
        {
            return _records.TryGetValue((read.Module, read.RecordId), out var told) && told.WroteFor is { } person
                && told.Email == EmailAddress.Normalise(read.Email) && SaysTheSame(told.Values, Canonical(read))
                ? person : null;
        }
    }

    /// <summary>The others have been told of what was read.</summary>
    public void Read(PendingRead read)
    {
        if (IsPerson(read.Module))
        {
            Keep((read.Module, read.RecordId), new Told(EmailAddress.Normalise(read.Email), With(null, Canonical(read)), WroteFor: null));
        }
    }

    /// <summary>The others have been told of what was written.</summary>
    public void Wrote(SettledWork write)
    {
        if (write is not { Module: { } module, RecordId: { } recordId } || !IsPerson(module))
        {
            return;
        }

        if (write.LeftOut.Count > 0 || write.Outcome is not (Outcomes.Written or Outcomes.Unchanged))
        {
            Forget(module, recordId);
            return;
        }

        lock (_lock)
        {
            // Of a record that was there before and that was never read, only a part is known.
            if (write.IsAll)
            {
                Add(write, new Told(EmailAddress.Normalise(write.Work.Email), new string?[_names.Length], WroteFor: null));
            }
            else if (_records.TryGetValue((module, recordId), out var before))
            {
                Add(write, before);
            }
        }
    }

    /// <summary>What the record is like now is not known for certain any more.</summary>
    public void Forget(string module, string recordId)
    {
        lock (_lock)
        {
            _records.Remove((module, recordId));
        }
    }

    private void Add(SettledWork write, Told before)
    {
        var fields = WorkJson.Read(write.Work.Fields);
        var email = fields.GetValueOrDefault("email") is { } said ? EmailAddress.Normalise(said) : before.Email;
        Keep((write.Module!, write.RecordId!), new Told(email, With(before.Values, fields), write.Work.PersonId));
    }

    private string?[] With(string?[]? before, IReadOnlyDictionary<string, string?> fields) =>
        [.. _names.Select((name, place) => fields.TryGetValue(name, out var value) ? value : before?[place])];

    private void Keep((string, string) key, Told told)
    {
        lock (_lock)
        {
            if (!_records.ContainsKey(key))
            {
                _order.Enqueue(key);
            }

            _records[key] = told;
            while (_order.Count > Most)
            {
                _records.Remove(_order.Dequeue());
            }
        }
    }

    private bool SaysTheSame(string?[] told, Dictionary<string, string?> read) =>
        _names.Length > 0 && _names.Index().All(name => IsNoNews(name.Item, told[name.Index], read.GetValueOrDefault(name.Item)));

    private bool IsNoNews(string name, string? told, string? read)
    {
        var type = policy.Merging.TypeOf(name);
        // Of an opt-out only a yes says something; a new record has a no in it that nobody wrote.
        return policy.Same(type, told, read) || (type == FieldType.OptOut && !policy.Same(type, read, "true"));
    }

    private Dictionary<string, string?> Canonical(PendingRead read) =>
        Mapping.ToCanonical(policy.RoutesFrom(connection), WorkJson.Read(read.Fields!));

    private bool IsPerson(string module) => policy.Connections.TryGetValue(connection, out var known)
        && KnownConnectors.All[known.Vendor].PersonModules.Contains(module);

    /// <param name="WroteFor">The person that was written last; null where a read came after it.</param>
    private sealed record Told(string? Email, string?[] Values, long? WroteFor);
}
