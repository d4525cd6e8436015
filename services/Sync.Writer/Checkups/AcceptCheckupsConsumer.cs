using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Trials;
using Sync.Writer.Work;

namespace Sync.Writer.Checkups;

/// <summary>Notes what is to be checked, and says so; whoever holds a connection's lane does it.</summary>
internal sealed class AcceptCheckupsConsumer(
    NpgsqlDataSource dataSource, SyncPolicy policy, WorkSignal signal, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<CheckupRequested>
{
    public async Task Consume(IReadOnlyList<CheckupRequested> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.ForgetCheckups();
        await tx.ForgetTrials();
        foreach (var item in items)
        {
            await Accept(tx, item);
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
        policy.Connections.Keys.ToList().ForEach(name => signal.Wake(name, News.Errand));
    }

    public DeadLettered Describe(CheckupRequested item, Exception cause) => DeadLetter.Of(
        item, item.Id.ToString(), null, "checkup", "The checkup could not be taken up", cause, time.GetUtcNow());

    private async Task Accept(NpgsqlTransaction tx, CheckupRequested item)
    {
        if (item.Try is { } tried)
        {
            await Try(tx, item.Id, tried);
            return;
        }

        if (item.Connection is { } unknown && !policy.Connections.ContainsKey(unknown))
        {
            await tx.Enqueue(Refusal(item.Id, unknown));
            return;
        }

        IReadOnlyList<string> asked = item.Connection is { } one ? [one] : [.. policy.Connections.Keys];
        var sources = CheckupDemand.SourcesFor(asked, policy);
        await tx.Accept(item.Id, asked, sources);
        await tx.Enqueue(new CheckupReported { Id = item.Id, Connections = asked, At = time.GetUtcNow() });
        await tx.Announce(asked.Union(sources), News.Errand);
    }

    private async Task Try(NpgsqlTransaction tx, Guid id, string tried)
    {
        var routes = TrialRoutes.Of(policy, tried);
        string[] names = routes.Count == 0 ? [tried] : [.. routes.Select(route => route.Name)];
        var now = time.GetUtcNow();
        await tx.Enqueue(new CheckupReported { Id = id, Connections = names, At = now });
        if (routes.Count == 0)
        {
            await tx.Enqueue(new CheckupReported { Id = id, Connections = names, Done = TrialRoutes.Unknown(policy, tried), At = now });
        }

        foreach (var route in routes)
        {
            if (!await tx.Accept(TrialRoutes.Begin(id, route, names, now.UtcDateTime)))
            {
                await tx.Enqueue(new CheckupReported { Id = id, Connections = names, Done = TrialRoutes.Busy(route), At = now });
            }
        }

        await tx.Announce(routes.Select(route => route.From).Distinct(), News.Errand);
    }

    private CheckupReported Refusal(Guid id, string unknown) => new()
    {
        Id = id,
        Connections = [unknown],
        Done = new CheckedConnection
        {
            Name = unknown,
            Lines =
            [
                new CheckedThing
                {
                    Check = "connection", Ok = false, Problem = "not in sync.yaml",
                    Cure = $"Name one of {string.Join(", ", policy.Connections.Keys)}.",
                },
            ],
        },
        At = time.GetUtcNow(),
    };
}
