namespace Sync.Policy;

/// <summary>
/// Stops what goes round: a field of a record that was written too often within an hour is frozen until the hour has passed. The circle
/// may close inside the target, by an automation that answers each of our writes, so that only counting finds it.
/// </summary>
public static class LoopBreaker
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="known">What is known of the field in the target.</param>
    /// <param name="writesPerHour">As many writes are allowed; the next one is not.</param>
    public static bool IsFrozen(Shadow? known, DateTimeOffset now, int writesPerHour)
    {
        if (known?.WrittenAt is not { } last || last <= now - Hour)
        {
            return false;
        }

        var count = 1;
        for (var index = 0; index < (known.Recent?.Count ?? 0); index++)
        {
            count += known.Recent![index].At > now - Hour ? 1 : 0;
        }

        return count >= writesPerHour;
    }
}
