namespace Sync.Sandbox.Zoho;

/// <summary>
/// The organisation's preference of what else a new lead is compared with: leads that have been converted, or the records of another
/// module by fields that are mapped to each other. Without it every check stays within its own module.
/// </summary>
internal sealed class ZohoPreference
{
    /// <summary>Null, <c>converted_records</c> or <c>mapped_module_records</c>.</summary>
    public string? Type { get; private set; }

    public IReadOnlyList<(ZohoField Current, ZohoField Mapped, ZohoModule Module)> Mappings { get; private set; } = [];

    public void Set(string? type, IReadOnlyList<(ZohoField Current, ZohoField Mapped, ZohoModule Module)> mappings)
    {
        (Type, Mappings) = (type, mappings);
        foreach (var (_, mapped, module) in mappings)
        {
            if (mapped.Index is null)
            {
                mapped.Index = new ZohoIndex();
                foreach (var record in module.Live)
                {
                    mapped.Index.Add(mapped.Of(record) as string, record);
                }
            }
        }
    }

    public bool SeesConverted(ZohoModule module) => Type == "converted_records" && module.Name == "Leads";

    /// <summary>A record of the mapped module that has the value.</summary>
    public ZohoRecord? Elsewhere(ZohoModule module, ZohoField field, string value)
    {
        if (Mappings.Count == 0 || module.Name != "Leads")
        {
            return null;
        }

        foreach (var (current, mapped, _) in Mappings)
        {
            if (current == field && mapped.Index!.Oldest(value) is { } other)
            {
                return other;
            }
        }

        return null;
    }
}
