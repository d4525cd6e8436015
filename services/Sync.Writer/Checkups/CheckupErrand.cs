using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Lanes;
using Sync.Writer.Registrations;
using Sync.Writer.Work;

namespace Sync.Writer.Checkups;

/// <summary>Does the checkups that were asked for. A lane that is paused does them too: that is when people ask.</summary>
internal sealed class CheckupErrand(
    ConnectionPolicy connection, VendorConnection vendor, SyncPolicy policy, RegistrationLook registration, LanePause pause,
    NpgsqlDataSource dataSource, FencedNote notes, OutboxDispatcher outbox, TimeProvider time, ILogger<CheckupErrand> logger) : IErrand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private long? _lookedAt;
    private DueCheckup? _due;

    private IConnector Connector => KnownConnectors.All[connection.Vendor];

    public async Task<bool> IsDue(CancellationToken ct)
    {
        if (_lookedAt is { } before && time.GetElapsedTime(before) < LookEvery)
        {
            return false;
        }

        _lookedAt = time.GetTimestamp();
        _due = await dataSource.DueCheckup(connection.Name);
        return _due is not null;
    }

    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        var due = _due!;
        if (due.Step == 1)
        {
            await Note(due, lease, FoundField.Write(await Fields(ct)), null);
            return;
        }

        var lines = await Lines(due.Id, ct);
        logger.CheckedUp(connection.Name, lines.Count, lines.Count(line => !line.Ok));
        foreach (var wrong in due.IsAudit ? lines.Where(line => !line.Ok) : [])
        {
            logger.Drifted(connection.Name, wrong.Check, wrong.Problem, wrong.Cure);
        }

        await Note(due, lease, null, Report(due, lines));
    }

    /// <summary>Those of the fields that routes read; none of a module that cannot be read, as its own checkup will tell.</summary>
    private async Task<IReadOnlyList<FoundField>> Fields(CancellationToken ct)
    {
        if (pause.IsProbing)
        {
            // Out of order already: others do not wait for one more call that fails.
            return [];
        }

        var read = policy.RoutesFrom(connection.Name).SelectMany(route => route.Fields)
            .Where(field => !field.IsDerived).Select(field => field.From).ToHashSet();
        var found = new List<FoundField>();
        foreach (var module in Connector.PersonModules)
        {
            if ((await vendor.Metadata.Fields(module, ct)).TryGet(out var fields, out _))
            {
                found.AddRange(fields.Select(field => new FoundField(module, field)).Where(field => read.Any(field.Is)));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<CheckLine>> Lines(Guid id, CancellationToken ct)
    {
        var found = (await dataSource.FoundFields(id))
            .SelectMany(source => FoundField.Read(source.Value), (source, field) => (source.Key, field))
            .ToLookup(pair => pair.Key, pair => pair.field);
        var request = CheckupDemand.Of(connection, Connector, policy, found, registration.Desired) with
        {
            GrantedUntil = registration.Errand?.News?.State?.ExpiresAt,
        };
        try
        {
            var lines = await vendor.Checkup.Run(request, ct);
            var isUsable = lines.All(line => line.Ok || line.Check is not ("address" or "key"));
            return [.. lines.Concat(registration.Lines(isUsable)).DistinctBy(line => (line.Check, line.Problem))];
        }
        catch (Exception cause) when (cause is not LeaseLostException && !ct.IsCancellationRequested && !Transient.Is(cause))
        {
            // Asked again it would fail again: whoever waits is told.
            logger.CheckupFailed(connection.Name, cause);
            return [CheckLine.Bad("checkup", $"broke off: {cause.Message}", "The writer's log says more. Try again.")];
        }
    }

    private CheckupReported Report(DueCheckup due, IEnumerable<CheckLine> lines) => new()
    {
        Id = due.Id,
        Connections = due.Connections,
        Done = new CheckedConnection
        {
            Name = connection.Name,
            Lines = [.. lines.Select(line => new CheckedThing
            {
                Check = line.Check, Ok = line.Ok, Problem = line.Problem, Cure = line.Cure, Detail = line.Detail,
            })],
        },
        IsAudit = due.IsAudit,
        At = time.GetUtcNow(),
    };

    /// <summary>Ends the step and says what came of it, or neither if the lane has changed hands.</summary>
    private async Task Note(DueCheckup due, LaneLease lease, string? found, CheckupReported? report)
    {
        await notes.Commit(lease, async tx =>
        {
            await tx.EndStep(due.Id, connection.Name, due.Step, found);
            if (report is not null)
            {
                await tx.Enqueue(report);
            }

            await tx.Announce(due.Connections, News.Errand);
        });
        outbox.Wake();
    }
}
