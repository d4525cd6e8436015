namespace Sync.Policy.Plays;

/// <summary>When an owner shall have acted. Pure.</summary>
public static class DueTime
{
    /// <param name="share">Of the time that the play gives.</param>
    public static DateTimeOffset Of(PlayPolicy play, OwnerPolicy owner, DateTimeOffset occurredAt, double share = 1) => owner.Hours.After(
        occurredAt, play.Within * share, day => owner.Away.Any(span => span.From <= day && day <= span.To));
}
