namespace Sync.Policy;

/// <summary>One account at one vendor.</summary>
public sealed record ConnectionPolicy
{
    public required string Name { get; init; }

    /// <summary>Which connector it belongs to, e.g. <c>activecampaign</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>Last part of the address that the vendor's webhooks are sent to.</summary>
    public required string HookSecret { get; init; }

    /// <summary>The secret before; webhooks that still come to it are taken in too. Null where there is none.</summary>
    public string? FormerHookSecret { get; init; }

    /// <summary>The vendor's own settings, e.g. <c>url</c>, <c>apiKey</c>, <c>clientId</c>.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required ConnectionLimits Limits { get; init; }

    /// <summary>Country of phone numbers that do not name theirs: two letters of ISO 3166, e.g. <c>DE</c>; null if the file names none.</summary>
    public string? Region { get; init; }

    /// <summary>Zone of times that are written without an offset, by its IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";
}
