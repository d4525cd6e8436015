using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Deals;
using Sync.Messaging;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Storage;

namespace Sync.Handoff.Notifying;

/// <summary>
/// Tells people of handoffs. A row is locked while it is sent: several instances never send one at once, and one that dies leaves it to the
/// next, so that a receiver may hear of a handoff twice, under one id, but never not at all. Each receiver is told of one handoff after the
/// other, and none waits for another one that is slow.
/// </summary>
internal sealed class Notifier(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time, ILogger<Notifier> logger)
    : BackgroundService
{
    private static readonly double[] SecondsUntilAgain = [1, 5, 30, 300, 1_800, 7_200];
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private const int MostAtOnce = 8;
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Dictionary<string, Task> _sending = [];
    private readonly CallSending _calls = new(time);

    public void Wake()
    {
        // One ring is enough, however many handoffs there were: whoever hears it sends all that is due.
        if (_bell.CurrentCount == 0)
        {
            _bell.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        var bell = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (_sending.Count < MostAtOnce && await Begin(stoppingToken))
                {
                }
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }

            // A wait that still stands hears the next ring; a second one would leave it deaf.
            bell = bell.IsCompleted ? _bell.WaitAsync(LookAgain, stoppingToken) : bell;
            await Task.WhenAny([bell, .. _sending.Values]);
            await Forget();
        }

        await Task.WhenAll(_sending.Values);
    }

    public override void Dispose()
    {
        _calls.Dispose();
        _bell.Dispose();
        base.Dispose();
    }

    /// <returns>False if nothing is due that may go now.</returns>
    private async Task<bool> Begin(CancellationToken ct)
    {
        var connection = await dataSource.OpenConnectionAsync(ct);
        if (await Taken(connection, ct) is not var (tx, due))
        {
            await connection.DisposeAsync();
            return false;
        }

        _sending.Add(due.Receiver, Send(connection, tx, due, ct));
        return true;
    }

    private async Task<(NpgsqlTransaction, Notification)?> Taken(NpgsqlConnection connection, CancellationToken ct)
    {
        var tx = await connection.BeginTransactionAsync(ct);
        return await tx.TakeDue([.. _sending.Keys]) is { } due ? (tx, due) : null;
    }

    private async Task Forget()
    {
        foreach (var (receiver, sent) in _sending.Where(each => each.Value.IsCompleted).ToList())
        {
            _sending.Remove(receiver);
            await sent;
        }
    }

    private async Task Send(NpgsqlConnection connection, NpgsqlTransaction tx, Notification due, CancellationToken ct)
    {
        await using var open = connection;
        await using var begun = tx;
        try
        {
            await Note(tx, due, await Tell(due, ct), ct);
        }
        catch (Exception cause) when (Transient.Is(cause) && !ct.IsCancellationRequested)
        {
            // The row is free again, and is sent once more.
            logger.DatabaseAway(cause.Message);
        }
    }

    private Task<Telling> Tell(Notification due, CancellationToken ct) =>
        Receivers(due)?.FirstOrDefault(each => each.Key == due.Receiver) switch
        {
            CallPolicy call => _calls.Send(call, due, ct),
            MailPolicy mail when policy.Handoff.Mail is { } server => MailSending.Send(server, mail.To, due.Body, ct),
            _ => Task.FromResult(Telling.NoReceiver),
        };

    private IReadOnlyList<NotifyPolicy>? Receivers(Notification due) =>
        due.Play == StaleReport.Play ? policy.Handoff.Following?.Notify : policy.Handoff.Find(due.Play)?.Notify;

    private async Task Note(NpgsqlTransaction tx, Notification due, Telling told, CancellationToken ct)
    {
        if (told.Problem is not { } problem || told == Telling.NoReceiver)
        {
            await tx.End(due, told.Problem ?? "sent");
        }
        else if (!told.IsFinal && due.Tries < SecondsUntilAgain.Length)
        {
            await tx.Again(due, SecondsUntilAgain[due.Tries], problem);
        }
        else
        {
            await tx.End(due, problem);
            await tx.Enqueue(Letter(due, told));
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
    }

    // Without a delivery: that has an end of its own, and the task is there.
    private DeadLettered Letter(Notification due, Telling told) => new()
    {
        Key = FormattableString.Invariant($"{due.HandoffId:N}!notify/{due.Receiver}"),
        Stage = Stages.Handoff,
        Class = told.IsFinal ? FailureClasses.Validation : FailureClasses.Network,
        Reason = due.Play == StaleReport.Play ? $"A receiver could not be told of deals that stand still: {told.Problem}."
            : $"A receiver of the play '{due.Play}' could not be told of a handoff: {told.Problem}.",
        Item = due.Body,
        At = time.GetUtcNow(),
    };
}
