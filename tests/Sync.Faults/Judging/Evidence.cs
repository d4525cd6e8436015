using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Faults.Judging;

/// <summary>Fetches what the judge compares.</summary>
internal sealed class Evidence(Stack stack, long before)
{
    /// <summary>Looks at what comes after now.</summary>
    public static async Task<Evidence> From(Stack stack, CancellationToken ct)
    {
        await using var connection = await stack.Database.OpenConnectionAsync(ct);
        return new Evidence(stack, await connection.ExecuteScalarAsync<long>("select coalesce(max(id), 0) from ingress.delivery"));
    }

    public async Task<IReadOnlyList<StoredDelivery>> Stored(CancellationToken ct)
    {
        await using var connection = await stack.Database.OpenConnectionAsync(ct);
        return [.. await connection.QueryAsync<StoredDelivery>("""
            select convert_from(d.body, 'UTF8') as body, s.outcome,
                   (select count(*) from console.outcome o where o.delivery_id = d.id and o.final) as ends
              from ingress.delivery d left join ingress.settlement s on s.delivery_id = d.id and s.settled_at is not null
             where d.id > @before
            """, new { before })];
    }

    public async Task<IReadOnlyList<HeldPerson>> Held(CancellationToken ct) =>
    [
        .. (await stack.Sandbox.Records("Leads", ct)).Concat(await stack.Sandbox.Records("Contacts", ct)).Select(record => new HeldPerson(
            record.GetProperty("id").ToString(), record.GetProperty("Email").ToString(),
            record.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(field => field.Name, field => field.Value.GetString()!))),
    ];
}
