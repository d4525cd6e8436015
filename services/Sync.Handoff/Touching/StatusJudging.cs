using System.Text.Json;
using Sync.Contracts;
using Sync.Policy.Plays;
using Sync.Storage;

namespace Sync.Handoff.Touching;

/// <summary>Whether a status that the CRM tells shows that a handoff's owner has begun. Pure.</summary>
internal static class StatusJudging
{
    /// <summary>The handoff with what the statuses come to, in the order in which they were given. The same as before where they say nothing.</summary>
    public static HandoffRow Judge(TouchPolicy touch, HandoffRow handoff, IEnumerable<SeenStatus> statuses) =>
        statuses.Where(status => status.Source == handoff.Target && IsOf(status, handoff)).OrderBy(status => status.Since)
            .Aggregate(handoff, (known, status) => Judge(touch, known, status));

    private static HandoffRow Judge(TouchPolicy touch, HandoffRow handoff, SeenStatus status)
    {
        if (handoff.TouchedAt is not null)
        {
            return handoff;
        }

        // What is told for the first time may have stood there for long: it is what later ones are compared with.
        var before = handoff.StatusWas ?? KnownAtHandoff(touch, handoff);
        if (before is null || status.Since < WholeSecond(handoff.DecidedAt))
        {
            return handoff with { StatusWas = status.Value ?? "" };
        }

        return touch.IsTouch(before, status.Value) ? handoff with { TouchedAt = status.Since } : handoff;
    }

    private static bool IsOf(SeenStatus status, HandoffRow handoff) => status.PersonId == handoff.PersonId || status.Email == handoff.Email;

    // A record that was made for the handoff had none.
    private static string? KnownAtHandoff(TouchPolicy touch, HandoffRow handoff)
    {
        var seen = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!;
        return seen.Fields.TryGetValue(touch.Field, out var value) ? value ?? ""
            : seen.Records.Any(record => record.Connection == handoff.Target) ? null : "";
    }

    // Vendors tell time in whole seconds.
    private static DateTimeOffset WholeSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
