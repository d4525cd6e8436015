namespace Sync.Policy.Normalising;

/// <summary>What a connection or a field decides about the reading of its values. The defaults guess nothing.</summary>
public sealed record NormalisingRules
{
    public static readonly NormalisingRules Usual = new();

    /// <summary>
    /// Country of phone numbers that do not name theirs: two letters of ISO 3166, e.g. <c>DE</c>. Without it they do not fit.
    /// <see cref="PhoneNumber.Knows"/> tells which there are.
    /// </summary>
    public string? Region { get; init; }

    public PlusTag PlusTag { get; init; } = PlusTag.Keep;

    /// <summary>Addresses that forms are filled in with by people who have none or tell none.</summary>
    public PlaceholderAddresses Placeholders { get; init; } = PlaceholderAddresses.Usual;

    public DayOrder DayOrder { get; init; } = DayOrder.IsoOnly;

    /// <summary>Zone of times that are written without an offset.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public DecimalMark DecimalMark { get; init; } = DecimalMark.Point;

    /// <summary>Currency of amounts that name none: three letters of ISO 4217.</summary>
    public string? Currency { get; init; }

    public TruthWords Truth { get; init; } = TruthWords.Usual;

    /// <summary>Choices of a picklist or multi-select, and what becomes of texts that are none.</summary>
    public ChoiceTable Choices { get; init; } = ChoiceTable.Open;

    /// <summary>Domains that tell no company.</summary>
    public SharedDomains SharedDomains { get; init; } = SharedDomains.Usual;
}
