namespace Sync.Sandbox.Zoho;

/// <summary>A module: its records. Guarded by the vendor's lock.</summary>
internal sealed partial class ZohoModule
{
    private readonly Dictionary<long, ZohoRecord> _byId = [];
    private readonly List<ZohoRecord> _inOrder = [];
    private int _dead;

    public ZohoModule(string name, long id, string? checkField, IEnumerable<ZohoField> fields)
    {
        (Name, Id, _firstFieldId) = (name, id, id * 1_000);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var field in fields)
        {
            Add(field);
        }

        Check = checkField is null ? null : _byName[checkField];
        Email = _byName.GetValueOrDefault("Email");
        Owner = _byName["Owner"];
        foreach (var field in new[] { Check, Email, _byName.GetValueOrDefault("Secondary_Email") }.OfType<ZohoField>())
        {
            field.Index ??= new ZohoIndex();
        }
    }

    public string Name { get; }

    public long Id { get; }

    public string IdText => $"5550100000000000{Id}";

    /// <summary>The field by which an upsert looks for duplicates unless told otherwise; null when the module has no upsert.</summary>
    public ZohoField? Check { get; }

    public ZohoField? Email { get; }

    public ZohoField Owner { get; }

    public List<DeletedRecord> Deleted { get; } = [];

    /// <summary>Takes note of how to take back each change, while somebody may want that.</summary>
    public ZohoUndo? Undo { get; set; }

    /// <summary>Oldest first.</summary>
    public IEnumerable<ZohoRecord> Live => _inOrder.Where(record => !record.Deleted);

    public ZohoRecord? Find(long id) => _byId.GetValueOrDefault(id);

    public void Add(ZohoRecord record)
    {
        _byId[record.Id] = record;
        _inOrder.Add(record);
        Undo?.Added(record);
    }

    /// <summary>Sets a value and keeps the indexes right; false when it was so already.</summary>
    public static bool Set(ZohoRecord record, ZohoField field, object? value)
    {
        var held = record[field.Ordinal];
        if (ZohoValues.Same(held, value))
        {
            return false;
        }

        record.Module.Undo?.Changing(record, field, held);
        record[field.Ordinal] = value;
        if (field.Index is { } index)
        {
            index.Remove(held as string, record);
            index.Add(value as string, record);
        }

        return true;
    }

    public void Remove(ZohoRecord record, ZohoUser by, long now, bool permanent = false)
    {
        record.Deleted = true;
        _byId.Remove(record.Id);
        foreach (var field in Fields.Where(field => field.Index is not null))
        {
            field.Index!.Remove(record[field.Ordinal] as string, record);
        }

        Deleted.Add(new DeletedRecord(record.Id, permanent ? null : record.Name, by, record.CreatedBy, now, permanent));
        Undo?.Removed(record);
        Sweep();
    }

    /// <summary>Takes a removal back.</summary>
    public void Restore(ZohoRecord record)
    {
        record.Deleted = false;
        _byId[record.Id] = record;
        Deleted.RemoveAll(each => each.Id == record.Id);
        foreach (var field in Fields.Where(field => field.Index is not null))
        {
            field.Index!.Add(record[field.Ordinal] as string, record);
        }
    }

    public void Clear()
    {
        _byId.Clear();
        _inOrder.Clear();
        Deleted.Clear();
        _dead = 0;
        Fields.ForEach(field => field.Index?.Clear());
    }

    /// <summary>Dead records stay in the order until they are half of it: removing each at once would take time in proportion to all.</summary>
    private void Sweep()
    {
        if (++_dead > 1_000 && _dead > _inOrder.Count / 2 && Undo is null)
        {
            _inOrder.RemoveAll(each => each.Deleted);
            _dead = 0;
        }
    }
}

internal sealed record DeletedRecord(long Id, string? Name, ZohoUser By, ZohoUser CreatedBy, long At, bool Permanent);
