namespace Sync.Connectors;

/// <summary>A field of a module.</summary>
/// <param name="Name">As in <c>sync.yaml</c>, e.g. <c>first_name</c>, <c>field:27</c>, <c>Last_Name</c>.</param>
/// <param name="Label">As people see it.</param>
/// <param name="VendorType">The vendor's word for the type.</param>
public sealed record FieldInfo(string Name, string Label, ValueKind Kind, string VendorType)
{
    /// <summary>A second name that means the same field, e.g. <c>field:utm_source</c>.</summary>
    public string? Alias { get; init; }

    /// <summary>Most characters it takes; null if unknown.</summary>
    public int? Length { get; init; }

    /// <summary>No record is made without it.</summary>
    public bool Required { get; init; }

    /// <summary>The API does not change it; a value sent is dropped in silence.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>No two records may have the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>Of a field with choices: the texts that the API takes, in order.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
