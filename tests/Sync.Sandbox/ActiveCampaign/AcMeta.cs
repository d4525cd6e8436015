namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Deals and accounts have custom fields of their own kind, apart from those of contacts.</summary>
internal enum AcMetaKind
{
    Deal,
    Account,
}

/// <summary>A custom field of deals or accounts.</summary>
internal sealed class AcMetaField
{
    public required int Id { get; init; }

    public required AcMetaKind Kind { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public string Label { get; set; } = string.Empty;

    public required string Type { get; init; }

    public IReadOnlyList<string> Options { get; set; } = [];

    public string Personalization => $"{Kind.ToString().ToUpperInvariant()}_{Label.ToUpperInvariant().Replace(' ', '_')}";
}

/// <summary>A value of such a field. Several texts for a list of choices; one for all others; money in cents with its currency.</summary>
internal sealed class AcMetaValue
{
    public required int Id { get; init; }

    public required AcMetaField Field { get; init; }

    /// <summary>The deal or account.</summary>
    public required int Owner { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public IReadOnlyList<string> Texts { get; set; } = [];

    public string? Currency { get; set; }

    /// <summary>Of a field that is no list.</summary>
    public string? Text => Texts.Count == 0 ? null : Texts[0];

    public bool IsEmpty => Texts.Count == 0 || Texts is [""];

    /// <summary>A list, where all others are one text.</summary>
    public bool IsList => Field.Type is "multiselect" or "checkbox";
}
