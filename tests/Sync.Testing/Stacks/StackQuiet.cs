using System.Diagnostics;
using Dapper;

namespace Sync.Testing.Stacks;

/// <summary>Waits for a stack to be in order, or to have nothing left to do.</summary>
public static class StackQuiet
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1.5);

    /// <summary>Waits until ingress and console can do their work.</summary>
    public static async Task Ready(this Stack stack, TimeSpan within, CancellationToken ct)
    {
        var endpoints = stack.Endpoints;
        foreach (var origin in (string?[])[.. endpoints.IngressAll ?? [endpoints.Ingress!], .. endpoints.ConsoleAll ?? [endpoints.Console!]])
        {
            await Eventually.Within(within, async () =>
            {
                using var answer = await stack.Http.GetAsync(new Uri($"{origin}/health/ready"), ct);
                return answer.IsSuccessStatusCode;
            });
        }
    }

    /// <summary>
    /// Waits until every delivery is settled, no write, no read and no message waits in a table, the CRM is not called, and all of that has been so
    /// for a while: what a broker delivers again comes within that time.
    /// </summary>
    /// <exception cref="TimeoutException">There is still something; the message says how much of what.</exception>
    public static async Task Quiet(this Stack stack, TimeSpan within, CancellationToken ct)
    {
        var last = (Left: new Waiting(-1, -1, -1, -1), Call: -1L);
        var since = Stopwatch.GetTimestamp();
        await Eventually.Within(within, async () =>
        {
            var now = (Left: await stack.Left(ct), Call: await stack.Sandbox.LastCall(ct));
            if (now != last)
                (last, since) = (now, Stopwatch.GetTimestamp());
            return now.Left;
        }, left => left.IsNothing && Stopwatch.GetElapsedTime(since) > QuietFor);
    }

    /// <summary>What the tables say is not done.</summary>
    public static async Task<Waiting> Left(this Stack stack, CancellationToken ct)
    {
        await using var connection = await stack.Database.OpenConnectionAsync(ct);
        return await connection.QuerySingleAsync<Waiting>("""
            select (select count(*) from ingress.settlement where settled_at is null) as deliveries,
                   (select count(*) from writer.pending_work where settled_at is null) as writes,
                   (select count(*) from writer.pending_read where settled_at is null)
                       + (select count(*) from writer.pending_operation where settled_at is null) as reads,
                   (select count(*) from identity.outbox_message) + (select count(*) from writer.outbox_message)
                       + (select count(*) from handoff.outbox_message) + (select count(*) from console.outbox_message) as messages
            """);
    }
}

/// <summary>How much is under way.</summary>
public sealed record Waiting(long Deliveries, long Writes, long Reads, long Messages)
{
    public bool IsNothing => this is { Deliveries: 0, Writes: 0, Reads: 0, Messages: 0 };
}
