using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>
/// Runs a consumer over an envelope. What passes by itself is waited for; what does not is tried item by item, so that one
/// poison item is dead-lettered alone.
/// </summary>
internal sealed class EnvelopeRunner(
    MessageSender sender, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<EnvelopeRunner> logger)
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    private const int TriesOfUnexplained = 3;

    public async Task Run<TItem>(IEnvelopeConsumer<TItem> consumer, IReadOnlyList<TItem> items, CancellationToken ct)
    {
        if (await Try(consumer, items, ct) is not { } cause)
        {
            return;
        }

        if (items.Count == 1)
        {
            await DeadLetter(consumer.Describe(items[0], cause), cause, ct);
            return;
        }

        foreach (var item in items)
        {
            await Run(consumer, [item], ct);
        }
    }

    /// <summary>Null when done, else why it cannot be done.</summary>
    private async Task<Exception?> Try<TItem>(IEnvelopeConsumer<TItem> consumer, IReadOnlyList<TItem> items, CancellationToken ct)
    {
        for (int tries = 0, unexplained = 0; ; tries++)
        {
            try
            {
                await consumer.Consume(items, ct);
                return null;
            }
            catch (PermanentFailureException cause)
            {
                return cause;
            }
            catch (Exception cause) when (!ct.IsCancellationRequested)
            {
                if (!Transient.Is(cause) && ++unexplained >= TriesOfUnexplained)
                {
                    return cause;
                }

                logger.TryingAgain(consumer.GetType().Name, items.Count, cause.Message);
                await Task.Delay(Waits[Math.Min(tries, Waits.Length - 1)], time, lifetime.ApplicationStopping);
            }
        }
    }

    private async Task DeadLetter(DeadLettered letter, Exception cause, CancellationToken ct)
    {
        logger.DeadLettered(letter.Stage, letter.Key, letter.Class, cause);
        await Try(new Forward(sender), [letter], ct);
    }

    /// <summary>Dead letters themselves are sent until the broker has them.</summary>
    private sealed class Forward(MessageSender sender) : IEnvelopeConsumer<DeadLettered>
    {
        public async Task Consume(IReadOnlyList<DeadLettered> items, CancellationToken ct)
        {
            foreach (var letter in items)
            {
                await sender.Send(letter, ct);
            }
        }

        public DeadLettered Describe(DeadLettered item, Exception cause) => item;
    }
}
