using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Handoffs;

/// <summary>What was handed off, and what was not.</summary>
internal static class HandoffEndpoints
{
    private const int Most = 1_000;

    public static void MapHandoffs(this RouteGroupBuilder api) => api.MapGet("/handoffs", Day)
        .WithSummary("What plays heard on a day (UTC, today unless said), newest first: where each stands, which gates were closed, and how long tasks took");

    public static async Task<HandoffDay> Of(NpgsqlDataSource dataSource, DateOnly day, string? play, Sight sight)
    {
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var rows = await dataSource.Handoffs(from, from.AddDays(1), string.IsNullOrWhiteSpace(play) ? null : play.Trim(), Most);
        var actions = await dataSource.ActionsOf(rows);
        return HandoffDay.Of(day, [.. rows.Select(row => (row with { Beside = [.. actions[row.Id]] }).For(sight))]);
    }

    private static Task<HandoffDay> Day(NpgsqlDataSource dataSource, ClaimsPrincipal who, TimeProvider time, DateOnly? day = null, string? play = null) =>
        Of(dataSource, day ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), play, Sight.Of(who));
}
