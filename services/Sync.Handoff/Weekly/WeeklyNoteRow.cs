using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Handoff.Weekly;

/// <summary>The note about a person's week.</summary>
internal sealed record WeeklyNoteRow
{
    public required Guid Id { get; init; }

    public required long PersonId { get; init; }

    public required string Target { get; init; }

    /// <summary>The week's Monday.</summary>
    public required DateTime Week { get; init; }

    public required string Email { get; init; }

    /// <summary>How the person is called.</summary>
    public required string Name { get; init; }

    /// <summary>The person's record in the CRM; null where none was known.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>Told of the person last: a replay of it has a note that failed written after all.</summary>
    public required long DeliveryId { get; init; }

    /// <summary>Of the request.</summary>
    public required string Key { get; init; }

    /// <summary>When the week is over.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public static WeeklyNoteRow Of(PlayPolicy play, SeenSignal seen, DateOnly week, TimeZoneInfo zone, Guid id)
    {
        var record = seen.Records.FirstOrDefault(each => each.Connection == play.Target);
        return new WeeklyNoteRow
        {
            Id = id,
            PersonId = seen.PersonId,
            Target = play.Target,
            Week = week.ToDateTime(TimeOnly.MinValue),
            Email = seen.Email,
            Name = Template.NameOf(seen.Fields, seen.Email),
            Module = record?.Module,
            RecordId = record?.RecordId,
            DeliveryId = seen.DeliveryId,
            Key = $"{id:N}!weekly",
            DueAt = Weeks.End(week, zone),
        };
    }

    // Thousands may be due at once, and nobody waits for any.
    public OperationRequest Request(SyncPolicy policy, IEnumerable<WeeklyEvent> events, DateTimeOffset now) => new()
    {
        Key = Key,
        DeliveryId = DeliveryId,
        Target = Target,
        PersonId = PersonId,
        Email = Email,
        Module = Module,
        RecordId = RecordId,
        Mark = $"{Id:N}",
        MayBeThere = Key.EndsWith('+'),
        Note = WeekWording.Of(
            Name, DateOnly.FromDateTime(Week), events.Select(each => (each.What, each.OccurredAt)), policy.Handoff.Zone),
        Priority = WritePriority.Backfill,
        ReceivedAt = now,
        PolicyVersion = policy.Version,
    };
}

/// <summary>Something that the person did.</summary>
internal sealed record WeeklyEvent(Guid NoteId, string What, DateTimeOffset OccurredAt);
