using System.Globalization;

namespace Sync.Policy.Plays;

/// <summary>How a deal is made.</summary>
/// <param name="Name">Names in braces stand for values of the person.</param>
/// <param name="Stage">The CRM's own word.</param>
public sealed record DealTemplate(string Name, string Stage)
{
    /// <summary>The CRM's own word; null for its usual one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>In the currency that the CRM counts in.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Days from the handoff by which it shall be decided.</summary>
    public int? ClosesInDays { get; init; }

    /// <summary>In words, for a person to read.</summary>
    public string Text => string.Join(", ", new[]
    {
        $"`{Name}` in the stage {Stage}", Pipeline is null ? null : $"of the pipeline {Pipeline}",
        Amount is { } amount ? $"over {amount.ToString(CultureInfo.InvariantCulture)}" : null,
        ClosesInDays is { } days ? $"closing in {days} days" : null,
    }.OfType<string>());
}
