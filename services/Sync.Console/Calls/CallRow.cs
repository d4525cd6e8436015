using System.Text.Json;
using Sync.Console.Access;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Calls;

/// <summary>What was asked of a vendor, and what came of the records that it is shown for.</summary>
/// <param name="Purpose"><c>write</c> or <c>read</c>.</param>
/// <param name="Calls">Each HTTP call that it took; others' records may have been in them too.</param>
public sealed record CallRow(
    DateTimeOffset At, string Connection, string Purpose, IReadOnlyList<HttpExchange> Calls, IReadOnlyList<CalledRecord> Records)
{
    internal CallRow For(Sight sight) => !sight.IsMasked ? this : this with
    {
        Records = [.. Records.Select(record => record with { Before = Masked(record.Before, sight), Sent = Masked(record.Sent, sight) })],
    };

    private static Dictionary<string, string?>? Masked(IReadOnlyDictionary<string, string?>? fields, Sight sight) =>
        fields?.ToDictionary(field => field.Key, field => sight.Payload(field.Value));
}

/// <summary>A row as it is stored.</summary>
internal sealed record StoredCall
{
    public required DateTimeOffset At { get; init; }

    public required string Connection { get; init; }

    public required string Purpose { get; init; }

    public required string Calls { get; init; }

    public required string Records { get; init; }

    /// <summary>With the records of these deliveries alone: what else was in the call is somebody else's.</summary>
    public CallRow Of(IReadOnlySet<long> deliveries) => new(
        At, Connection, Purpose, JsonSerializer.Deserialize<List<HttpExchange>>(Calls, OutboxJson.Options)!,
        [.. JsonSerializer.Deserialize<List<CalledRecord>>(Records, OutboxJson.Options)!.Where(record => record.Deliveries.Any(deliveries.Contains))]);
}
