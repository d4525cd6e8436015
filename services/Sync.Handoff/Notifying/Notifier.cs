using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Sync.Contracts;
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
    private const string NoReceiver = "sync.yaml no longer has this receiver";
    private static readonly double[] SecondsUntilAgain = [1, 5, 30, 300, 1_800, 7_200];
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private const int MostAtOnce = 8;
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Dictionary<string, Task> _sending = [];
    private readonly HttpClient _public = Client(allowPrivate: false);
    private readonly HttpClient _any = Client(allowPrivate: true);

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
        _public.Dispose();
        _any.Dispose();
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

    private async Task<string?> Tell(Notification due, CancellationToken ct) =>
        policy.Handoff.Find(due.Play)?.Notify.FirstOrDefault(each => each.Key == due.Receiver) is { } receiver
            ? await Send(receiver, due, ct) : NoReceiver;

    private async Task Note(NpgsqlTransaction tx, Notification due, string? problem, CancellationToken ct)
    {
        if (problem is null or NoReceiver)
        {
            await tx.End(due, problem ?? "sent");
        }
        else if (due.Tries < SecondsUntilAgain.Length)
        {
            await tx.Again(due, SecondsUntilAgain[due.Tries], problem);
        }
        else
        {
            await tx.End(due, problem);
            await tx.Enqueue(Letter(due, problem));
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
    }

    /// <returns>Why it did not arrive; null if it did.</returns>
    private async Task<string?> Send(NotifyPolicy receiver, Notification due, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url)
        {
            Content = new StringContent(due.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (receiver.Secret is { } secret)
        {
            var (id, seconds) = (FormattableString.Invariant($"msg_{due.HandoffId:N}_{due.Receiver}"), time.GetUtcNow().ToUnixTimeSeconds());
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", Signature.Of(secret, id, seconds, due.Body));
        }

        try
        {
            using var answer = await (receiver.AllowPrivate ? _any : _public).SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? null : $"the receiver answered {(int)answer.StatusCode}";
        }
        catch (Exception cause) when (cause is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return cause.Message;
        }
    }

    // Without a delivery: that has an end of its own, and the task is there.
    private DeadLettered Letter(Notification due, string problem) => new()
    {
        Key = FormattableString.Invariant($"{due.HandoffId:N}!notify/{due.Receiver}"),
        Stage = Stages.Handoff,
        Class = FailureClasses.Network,
        Reason = $"A receiver of the play '{due.Play}' could not be told of a handoff: {problem}.",
        Item = due.Body,
        At = time.GetUtcNow(),
    };

    private static HttpClient Client(bool allowPrivate) => new(PublicConnections.Handler(allowPrivate)) { Timeout = TimeSpan.FromSeconds(10) };
}
