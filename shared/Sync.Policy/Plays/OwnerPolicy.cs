namespace Sync.Policy.Plays;

/// <summary>Somebody of the sales team.</summary>
/// <param name="Email">Under which the owner is a user of the CRM.</param>
/// <param name="Weight">Who has twice the weight gets twice as many.</param>
/// <param name="Away">Days off, by the owner's calendar; both ends belong to it.</param>
public sealed record OwnerPolicy(string Email, int Weight, WorkingHours Hours, IReadOnlyList<(DateOnly From, DateOnly To)> Away)
{
    /// <summary>True if that day is one of the owner's days off.</summary>
    public bool IsAway(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Hours.Zone).DateTime) is var day
        && Away.Any(span => span.From <= day && day <= span.To);
}
