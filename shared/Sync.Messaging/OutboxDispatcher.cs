using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>
/// Hands committed messages to the broker. A crash between the broker's confirmation and the commit sends a message twice;
/// no crash loses one.
/// </summary>
public sealed class OutboxDispatcher(
    NpgsqlDataSource dataSource, StorageReadiness readiness, MessageSender sender, TimeProvider time, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const int Largest = 50;

    // Wakes at once for our own commits; looks by itself for what a crashed instance left.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Call after a commit that enqueued something.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Dispatch(stoppingToken) == Largest)
                {
                }

                await _wake.WaitAsync(LookEvery, stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.OutboxWaits(cause.Message);
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private async Task<int> Dispatch(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var messages = (await tx.Take(Largest)).ToList();
        if (messages.Count > 0)
        {
            await Task.WhenAll(messages.Select(message => sender.Send(Read(message), ct)));
            await tx.CommitAsync(ct);
        }

        return messages.Count;
    }

    private static object Read(OutboxMessage message) =>
        JsonSerializer.Deserialize(message.Body, Topology.Of(message.Contract).Contract, OutboxJson.Options)!;
}
