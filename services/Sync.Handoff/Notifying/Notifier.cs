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
/// next, so that a receiver may hear of a handoff twice, under one id, but never not at all.
/// </summary>
internal sealed class Notifier(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time, ILogger<Notifier> logger)
    : BackgroundService
{
    private static readonly double[] SecondsUntilAgain = [1, 5, 30, 300, 1_800, 7_200];
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _bell = new(0);
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
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNext(stoppingToken))
                {
                }
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }

            await _bell.WaitAsync(LookAgain, stoppingToken);
        }
    }

    public override void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
        _bell.Dispose();
        base.Dispose();
    }

    /// <returns>False if nothing was due.</returns>
    private async Task<bool> SendNext(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.TakeDue() is not { } due)
        {
            return false;
        }

        var problem = policy.Handoff.Find(due.Play)?.Notify.ElementAtOrDefault(due.Receiver) is { } receiver
            ? await Send(receiver, due, ct) : null;
        if (problem is null)
        {
            await tx.End(due, "sent");
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
        return true;
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
