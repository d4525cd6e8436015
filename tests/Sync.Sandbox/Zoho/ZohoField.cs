using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>A field of a module, as metadata tells it and as values are kept by it.</summary>
internal sealed class ZohoField
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>Read once, because every write asks for it.</summary>
    public ZohoKind Kind { get; private set; }

    public int Length { get; init; }

    public bool Mandatory { get; init; }

    public bool Custom { get; init; }

    public bool Unique { get; set; }

    /// <summary>"org" or "user" when records can be named by this field instead of by their id.</summary>
    public string? External { get; set; }

    /// <summary>Module that a lookup points to; null lets the record say it (<c>$se_module</c>).</summary>
    public string? Target { get; init; }

    public IReadOnlyList<string> Picks { get; set; } = [];

    /// <summary>Reads a value that the vendor keeps itself; such a field ignores what is written to it.</summary>
    public Func<ZohoRecord, object?>? Computed { get; init; }

    public bool ReadOnly => Computed is not null;

    public string Id { get; set; } = string.Empty;

    /// <summary>Place of the value in a record.</summary>
    public int Ordinal { get; set; }

    public JsonEncodedText Key { get; private set; }

    /// <summary>Set when records are looked up by this field.</summary>
    public ZohoIndex? Index { get; set; }

    /// <summary>The text written last. Many records hold the same country, status or source: they share one string.</summary>
    public string? LastText { get; set; }

    public string JsonType => Type switch
    {
        "integer" => "integer",
        "double" or "currency" or "percent" => "double",
        "boolean" => "boolean",
        "lookup" or "ownerlookup" => "jsonobject",
        "multiselectpicklist" or "tag" => "jsonarray",
        _ => "string",
    };

    public object? Of(ZohoRecord record) => Computed is null ? record[Ordinal] : Computed(record);

    public ZohoField Prepared(int ordinal, string id)
    {
        (Ordinal, Id, Key) = (ordinal, id, JsonEncodedText.Encode(Name));
        Kind = Type switch
        {
            "email" => ZohoKind.Email,
            "date" => ZohoKind.Date,
            "datetime" => ZohoKind.Instant,
            "boolean" => ZohoKind.Boolean,
            "integer" => ZohoKind.Integer,
            "double" or "currency" or "percent" => ZohoKind.Number,
            "multiselectpicklist" => ZohoKind.Texts,
            "lookup" => ZohoKind.Lookup,
            "ownerlookup" => ZohoKind.Owner,
            _ => ZohoKind.Text,
        };
        return this;
    }
}
