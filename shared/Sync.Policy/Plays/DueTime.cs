namespace Sync.Policy.Plays;

/// <summary>When an owner shall have acted. Pure.</summary>
public static class DueTime
{
    public static DateTimeOffset Of(PlayPolicy play, OwnerPolicy owner, DateTimeOffset occurredAt) => owner.Hours.After(
        occurredAt, play.Within, day => owner.Away.Any(span => span.From <= day && day <= span.To));
}
