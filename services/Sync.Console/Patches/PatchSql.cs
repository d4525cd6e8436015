using System.Text.Json;
using Dapper;
using Npgsql;

namespace Sync.Console.Patches;

/// <summary>Statements on corrections.</summary>
internal static class PatchSql
{
    private const string Columns = "p.dead_letter_id as deadLetterId, p.group_id as groupId, p.operations, p.made_by as madeBy, p.made_at as madeAt";

    /// <summary>The correction that counts for a dead letter: its own before its group's.</summary>
    public static async Task<PatchRow?> PatchOf(this NpgsqlDataSource dataSource, long deadLetter, long group)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QueryFirstOrDefaultAsync<PatchRow>($"""
            select {Columns} from patch p where dead_letter_id = @deadLetter
            union all
            select {Columns} from patch p where group_id = @group
            """, new { deadLetter, group });
    }

    public static async Task<PatchRow?> PatchOfGroup(this NpgsqlDataSource dataSource, long group)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<PatchRow>($"select {Columns} from patch p where group_id = @group", new { group });
    }

    /// <summary>Corrections of those that a step of a replay sends, each with what it is applied to.</summary>
    public static async Task<IReadOnlyList<PatchedLetter>> PatchesOf(this NpgsqlTransaction tx, IReadOnlyCollection<long> deadLetters) =>
    [
        .. await tx.Connection!.QueryAsync<PatchedLetter>("""
            select l.delivery_id as deliveryId, l.stage, l.item, coalesce(own.operations, shared.operations) as operations
              from dead_letter l
              left join patch own on own.dead_letter_id = l.id
              left join patch shared on shared.group_id = l.group_id
             where l.id = any(@ids) and coalesce(own.id, shared.id) is not null
             order by l.id
            """, new { ids = deadLetters.ToArray() }, tx),
    ];

    public static Task SetPatch(this NpgsqlTransaction tx, PatchPlace place, IReadOnlyList<PatchOperation> operations, string who) =>
        tx.Connection!.ExecuteAsync($"""
            insert into patch ({place.Column}, operations, made_by) values (@Id, @text, @who)
            on conflict ({place.Column}) do update set operations = excluded.operations, made_by = excluded.made_by, made_at = now()
            """, new { place.Id, text = JsonSerializer.Serialize(operations), who }, tx);

    public static async Task<bool> RemovePatch(this NpgsqlTransaction tx, PatchPlace place) =>
        await tx.Connection!.ExecuteAsync($"delete from patch where {place.Column} = @Id", new { place.Id }, tx) == 1;
}

/// <summary>What a correction belongs to: one dead letter, or all of a group.</summary>
internal sealed record PatchPlace(string Column, long Id, string InWords)
{
    public static PatchPlace OfLetter(long id) => new("dead_letter_id", id, $"dead letter {id}");

    public static PatchPlace OfGroup(long id) => new("group_id", id, $"group {id}");
}

internal sealed record PatchRow(long? DeadLetterId, long? GroupId, string Operations, string MadeBy, DateTime MadeAt)
{
    public IReadOnlyList<PatchOperation> Read() => JsonSerializer.Deserialize<List<PatchOperation>>(Operations)!;
}

/// <summary>A dead letter and the correction that counts for it.</summary>
internal sealed record PatchedLetter(long DeliveryId, string Stage, string Item, string Operations)
{
    /// <summary>The fields that differ, canonical name to value; empty where the correction does not fit.</summary>
    public Dictionary<string, string?> Changes() =>
        ItemFields.Of(Stage, Item) is { } before
        && FieldPatching.Apply(before, JsonSerializer.Deserialize<List<PatchOperation>>(Operations)!) is { } after
            ? FieldPatching.Difference(before, after).ToDictionary(change => change.Field, change => change.After)
            : [];
}
