using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Faults.Judging;

/// <summary>Fetches what the judge compares.</summary>
internal sealed class Evidence(Stack stack, long before)
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);

    /// <summary>Looks at what comes after now.</summary>
    public static async Task<Evidence> From(Stack stack, CancellationToken ct)
    {
        await using var connection = await stack.Database.OpenConnectionAsync(ct);
        return new Evidence(stack, await connection.ExecuteScalarAsync<long>("select coalesce(max(id), 0) from ingress.delivery"));
    }

    /// <summary>What marketing has sent since then; the CRM tells of each write of ours, and nobody counted these.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> Stored(CancellationToken ct)
    {
        await using var connection = await stack.Database.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<Row>("""
            select d.id, convert_from(d.body, 'UTF8') as body, s.outcome,
                   (select count(*) from console.outcome o where o.delivery_id = d.id and o.final) as ends
              from ingress.delivery d left join ingress.settlement s on s.delivery_id = d.id and s.settled_at is not null
             where d.id > @before and d.connection = 'marketing'
            """, new { before })).ToList();
        await Parallel.ForEachAsync(rows.Where(row => row.Ends != 1), ct, async (row, stop) => row.Ends = await EndsShown(row.Id, stop));
        return [.. rows.Select(row => new StoredDelivery(row.Body, row.Outcome, row.Ends))];
    }

    public async Task<IReadOnlyList<HeldPerson>> Held(CancellationToken ct) =>
    [
        .. (await stack.Sandbox.Records("Leads", ct)).Concat(await stack.Sandbox.Records("Contacts", ct)).Select(record => new HeldPerson(
            record.GetProperty("id").ToString(), record.GetProperty("Email").ToString(),
            record.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(field => field.Name, field => field.Value.GetString()!))),
    ];

    // The journal keeps what every stage reported, repetitions too; how many ends a delivery has is what operators are shown of it. It
    // hears of an end when the inbox does, and may be a moment behind: what it does not know by then is missing.
    private async Task<long> EndsShown(long delivery, CancellationToken ct)
    {
        try
        {
            return await Testing.Eventually.Within(AMoment, () => Ends(delivery, ct), ends => ends > 0);
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }

    private async Task<long> Ends(long delivery, CancellationToken ct) =>
        await stack.Console.Delivery(delivery, ct) is { } line ? OperatorConsole.Ends(line).Count : 0;

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Body { get; init; }

        public string? Outcome { get; init; }

        public required long Ends { get; set; }
    }
}
