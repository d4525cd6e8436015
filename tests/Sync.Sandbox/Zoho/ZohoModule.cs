using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>A module: its fields and its records. Guarded by the vendor's lock.</summary>
internal sealed class ZohoModule
{
    private readonly Dictionary<string, ZohoField> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZohoField>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<long, ZohoRecord> _byId = [];
    private readonly List<ZohoRecord> _inOrder = [];
    private readonly long _firstFieldId;
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
        foreach (var field in new[] { Check, Email, _byName.GetValueOrDefault("Secondary_Email") }.OfType<ZohoField>())
        {
            field.Index ??= new ZohoIndex();
        }
    }

    public string Name { get; }

    public long Id { get; }

    public List<ZohoField> Fields { get; } = [];

    public List<ZohoField> Uniques { get; } = [];

    public List<ZohoField> Mandatory { get; } = [];

    /// <summary>The field by which an upsert looks for duplicates unless told otherwise; null when the module has no upsert.</summary>
    public ZohoField? Check { get; }

    public ZohoField? Email { get; }

    public List<DeletedRecord> Deleted { get; } = [];

    public int LiveCount => _byId.Count;

    /// <summary>Oldest first.</summary>
    public IEnumerable<ZohoRecord> Live => _inOrder.Where(record => !record.Deleted);

    public ZohoField? Field(string name) => _byName.GetValueOrDefault(name);

    public ZohoField? Field(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var field) ? field : null;

    public ZohoRecord? Find(long id) => _byId.GetValueOrDefault(id);

    public ZohoField Add(ZohoField field)
    {
        var id = (_firstFieldId + Fields.Count).ToString(CultureInfo.InvariantCulture).PadLeft(19, '0');
        field.Prepared(Fields.Count, $"5550100{id[^12..]}");
        if (field.Unique)
        {
            Uniques.Add(field);
            field.Index = new ZohoIndex();
            foreach (var record in Live)
            {
                field.Index.Add(field.Of(record) as string, record);
            }
        }

        Fields.Add(field);
        if (field.Mandatory)
        {
            Mandatory.Add(field);
        }

        _byName[field.Name] = field;
        return field;
    }

    public void Add(ZohoRecord record)
    {
        _byId[record.Id] = record;
        _inOrder.Add(record);
    }

    /// <summary>Sets a value and keeps the indexes right; false when it was so already.</summary>
    public static bool Set(ZohoRecord record, ZohoField field, object? value)
    {
        var held = record[field.Ordinal];
        if (ZohoValues.Same(held, value))
        {
            return false;
        }

        record[field.Ordinal] = value;
        field.Index?.Remove(held as string, record);
        field.Index?.Add(value as string, record);
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
        if (++_dead > 1_000 && _dead > _inOrder.Count / 2)
        {
            _inOrder.RemoveAll(each => each.Deleted);
            _dead = 0;
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

    public string? NameOf(ZohoRecord record) => Name switch
    {
        "Leads" or "Contacts" => FullName(record),
        "Accounts" => Text(record, "Account_Name"),
        "Deals" => Text(record, "Deal_Name"),
        "Tasks" => Text(record, "Subject"),
        _ => Text(record, "Note_Title"),
    };

    private string FullName(ZohoRecord record) =>
        Text(record, "First_Name") is { Length: > 0 } first ? $"{first} {Text(record, "Last_Name")}" : Text(record, "Last_Name") ?? string.Empty;

    private string? Text(ZohoRecord record, string field) => record[_byName[field].Ordinal] as string;
}

internal sealed record DeletedRecord(long Id, string? Name, ZohoUser By, ZohoUser CreatedBy, long At, bool Permanent);
