using System.Text.RegularExpressions;

namespace Sync.Sandbox.Faults;

internal enum FaultKind
{
    Status,
    Reset,
    TimeoutAfterWrite,
    Slow,
    Html,
    TokenExpired,
    Partial,
    Lock,
}

/// <summary>One way in which a vendor misbehaves for a while.</summary>
internal sealed record Fault
{
    public required string Vendor { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>Null strikes every path.</summary>
    public Regex? Match { get; init; }

    public string? Method { get; init; }

    public int Status { get; init; }

    /// <summary>Seconds; null sends no header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Share of calls struck; for partial and lock the share of a batch's items.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Calls left to strike; null for no end.</summary>
    public int? Count { get; set; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>How long a slow answer takes, and how long a lost answer keeps the caller waiting.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Error code of a struck item; null for the vendor's usual one.</summary>
    public string? Code { get; init; }

    public bool StrikesItems => Kind is FaultKind.Partial or FaultKind.Lock;
}
