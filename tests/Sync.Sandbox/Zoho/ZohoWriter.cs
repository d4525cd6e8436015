using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Checks one record's JSON and applies it. Not thread-safe: it uses its lists again for each record.</summary>
internal sealed class ZohoWriter(ZohoState state, ZohoNotifier notifier)
{
    private readonly ZohoCollisions _collisions = new(state.Preference);
    private readonly ZohoValueReader _reader = new(state);
    private int _lastAssigned;

    /// <summary>The item scanned last.</summary>
    public ZohoItem Item { get; } = new();

    public ZohoExternal? External
    {
        set => _reader.External = value;
    }

    /// <summary>Scans and reads an item for a record that is known, or for a new one.</summary>
    /// <returns>What refuses it; null when it can be inserted or updated now.</returns>
    public ZohoError? Read(ZohoModule module, ZohoRecord? record, JsonElement json, int index) =>
        Item.Scan(module, json) ?? ReadScanned(module, record, index);

    public ZohoError? ReadScanned(ZohoModule module, ZohoRecord? record, int index) =>
        _reader.Read(module, record, Item, index) ?? _collisions.Find(module, record, _reader.Values, index);

    /// <summary>Inserts what has been read.</summary>
    public ZohoRecord Insert(ZohoModule module, ZohoUser by, bool assign = false)
    {
        var record = state.Create(module, by, Room(module));
        foreach (var (field, value) in _reader.Values)
        {
            if (value is not null)
            {
                ZohoModule.Set(record, field, value);
            }
        }

        record[module.Owner.Ordinal] ??= assign ? NextSeller() : by;
        notifier.Inserted(record, _reader.Values);
        return record;
    }

    /// <summary>Updates the record for which the values have been read.</summary>
    public void Update(ZohoRecord record, ZohoUser by)
    {
        var changed = notifier.Listens ? new List<string>() : null;
        var any = false;
        foreach (var (field, value) in _reader.Values)
        {
            if (ZohoModule.Set(record, field, value))
            {
                any = true;
                changed?.Add(field.Name);
            }
        }

        if (any || state.Switches.UnchangedModifies.On)
        {
            record.Touch(by, state.Now);
        }

        notifier.Updated(record, changed ?? []);
    }

    /// <summary>Places up to the last value sent or kept, so that the record's array is made once.</summary>
    private int Room(ZohoModule module)
    {
        var last = module.Owner.Ordinal;
        foreach (var (field, value) in _reader.Values)
        {
            last = value is null ? last : Math.Max(last, field.Ordinal);
        }

        return last + 1;
    }

    /// <summary>What an assignment rule does: the sellers take turns.</summary>
    private ZohoUser NextSeller()
    {
        var sellers = ZohoUser.All.Where(user => user.Role == "Sales" && state.IsActive(user)).ToList();
        return sellers.Count == 0 ? ZohoUser.Mia : sellers[_lastAssigned++ % sellers.Count];
    }
}
