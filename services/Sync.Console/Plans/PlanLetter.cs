using System.Text.Json;
using Sync.Console.Patches;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Plans;

/// <summary>A dead letter with what the journal knows of its change.</summary>
internal sealed record PlanLetter
{
    public required long Id { get; init; }

    public long? DeliveryId { get; init; }

    public required string Stage { get; init; }

    public required string Item { get; init; }

    public string? Source { get; init; }

    public string? Kind { get; init; }

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    public string? Email { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The correction that counts, as JSON.</summary>
    public string? Operations { get; init; }

    /// <summary>The change as a replay would bring it; null where it must first be read anew from its payload.</summary>
    public PersonChange? Change(int replay) => (Stage == Stages.Matched ? FromItem() : FromJournal()) is { } change
        ? change with { Key = $"{Id}", Replay = replay, Patch = Patch() }
        : null;

    private Dictionary<string, string?>? Patch() => Operations is not null && DeliveryId is { } delivery
        && new PatchedLetter(delivery, Stage, Item, Operations).Changes() is { Count: > 0 } changes ? changes : null;

    private PersonChange? FromItem()
    {
        try
        {
            return JsonSerializer.Deserialize<PersonChange>(Item, OutboxJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // What it said was merged before its write failed: asked again, it says nothing new.
    private PersonChange? FromJournal() => Stage == Stages.Written && this is { Source: { } source, RecordId: { } record, ReceivedAt: { } received }
        ? new PersonChange
        {
            Key = $"{Id}",
            DeliveryId = DeliveryId!.Value,
            Source = source,
            Kind = Kind ?? "",
            Module = Module ?? "",
            RecordId = record,
            Email = Email,
            ChangedAt = received,
            ReceivedAt = received,
            MappedAt = received,
            Fields = new Dictionary<string, string?>(),
        }
        : null;
}
