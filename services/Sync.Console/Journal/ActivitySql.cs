using Dapper;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Sync.Console.Access;
using Sync.Policy;

namespace Sync.Console.Journal;

/// <summary>Which of the stages' facts.</summary>
public sealed record ActivityFilter
{
    /// <summary>Beginning of the outcome, e.g. <c>written</c> or <c>filtered</c>.</summary>
    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "stage")]
    public string? Stage { get; init; }

    /// <summary>Where it came from or went to.</summary>
    [FromQuery(Name = "connection")]
    public string? Connection { get; init; }

    /// <summary>Whole address.</summary>
    [FromQuery(Name = "email")]
    public string? Email { get; init; }

    /// <summary>Only how deliveries ended.</summary>
    [FromQuery(Name = "final")]
    public bool? Final { get; init; }
}

/// <summary>One fact of the journal.</summary>
public sealed record ActivityRow
{
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Stage { get; init; }

    public required string Outcome { get; init; }

    public required bool Final { get; init; }

    public string? Detail { get; init; }

    public string? Source { get; init; }

    public string? Target { get; init; }

    public string? Kind { get; init; }

    public string? Email { get; init; }

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    public required long DeliveryId { get; init; }

    internal ActivityRow For(Sight sight) => !sight.IsMasked ? this : this with { Email = sight.Email(Email), Detail = sight.Text(Detail) };
}

internal static class ActivitySql
{
    /// <summary>A rare outcome is looked for among so many facts, not among all of years.</summary>
    private const int Deep = 200_000;

    public static async Task<IReadOnlyList<ActivityRow>> Activity(this NpgsqlDataSource dataSource, ActivityFilter filter, int limit, long before)
    {
        var arguments = new DynamicParameters(new { limit, before });
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<ActivityRow>($"""
            select id, at, stage, outcome, final, detail, source, target, kind, email, module, record_id as recordId, delivery_id as deliveryId
              from outcome where {Where(filter, arguments)} and id < @before order by id desc limit @limit
            """, arguments)];
    }

    private static string Where(ActivityFilter filter, DynamicParameters arguments)
    {
        var conditions = new List<string>();
        And(filter.Outcome, "outcome", "starts_with(outcome, @outcome)");
        And(filter.Stage, "stage", "stage = @stage");
        And(filter.Connection, "connection", "(source = @connection or target = @connection)");
        if (filter.Final is true)
        {
            conditions.Add("final");
        }

        // An address is in an index of its own; all else is looked for among the newest.
        And(string.IsNullOrWhiteSpace(filter.Email) ? null : EmailAddress.Normalise(filter.Email) ?? filter.Email, "email", "email = @email");
        if (string.IsNullOrWhiteSpace(filter.Email))
        {
            conditions.Add($"id > least(@before, (select coalesce(max(id), 0) from outcome)) - {Deep}");
        }

        return string.Join(" and ", conditions);

        void And(string? value, string name, string condition)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                arguments.Add(name, value.Trim());
                conditions.Add(condition);
            }
        }
    }
}
