using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>The fields of a module.</summary>
internal sealed partial class ZohoModule
{
    private readonly Dictionary<string, ZohoField> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZohoField>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly long _firstFieldId;
    private int _fieldsEver;

    public List<ZohoField> Fields { get; } = [];

    public List<ZohoField> Uniques { get; } = [];

    public List<ZohoField> Mandatory { get; } = [];

    /// <summary>Rises with each change of the fields, for those who remember something about them.</summary>
    public int Version { get; private set; }

    public ZohoField? Field(string name) => _byName.GetValueOrDefault(name);

    public ZohoField? Field(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var field) ? field : null;

    public ZohoField Add(ZohoField field)
    {
        var id = (_firstFieldId + _fieldsEver).ToString(CultureInfo.InvariantCulture).PadLeft(19, '0');
        field.Prepared(_fieldsEver++, $"5550100{id[^12..]}");
        Fields.Add(field);
        _byName[field.Name] = field;
        if (field.Mandatory)
        {
            Mandatory.Add(field);
        }

        if (field.Unique)
        {
            MakeUnique(field);
        }

        Version++;
        return field;
    }

    /// <summary>From now on refuses a second record with a value; records that share one already stay.</summary>
    public void MakeUnique(ZohoField field)
    {
        field.Unique = true;
        Uniques.Add(field);
        if (field.Index is null)
        {
            field.Index = new ZohoIndex();
            foreach (var record in Live)
            {
                field.Index.Add(field.Of(record) as string, record);
            }
        }
    }

    public void MakeOrdinary(ZohoField field)
    {
        field.Unique = false;
        Uniques.Remove(field);
    }

    /// <summary>The values stay in the records but nobody can reach them any more, as with the vendor.</summary>
    public void Drop(ZohoField field)
    {
        Fields.Remove(field);
        Uniques.Remove(field);
        Mandatory.Remove(field);
        _byName.Remove(field.Name);
        Version++;
    }
}
