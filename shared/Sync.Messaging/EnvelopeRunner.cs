using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
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
    /// <summary>What cannot be explained by a server that is away is a fault of the item or of ours: a few tries, then it is told.</summary>
    private const int RetriesOfUnexplained = 2;

    private static readonly ResiliencePropertyKey<int> Unexplained = new("unexplained");

    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(IsWorthRetrying(args.Outcome.Exception, args.Context.Properties)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            OnRetry = args =>
            {
                logger.TryingAgain(args.Context.OperationKey ?? "", args.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();

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
        // A service that is asked to end does not wait for a server to come back: the broker keeps what was not acknowledged.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var context = ResilienceContextPool.Shared.Get(consumer.GetType().Name, ending.Token);
        try
        {
            await _retry.ExecuteAsync(async (_, state) => await state.consumer.Consume(state.items, ct), context, (consumer, items));
            return null;
        }
        catch (Exception cause) when (!ending.IsCancellationRequested)
        {
            return cause;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Only the unexplained ones count: after an outage that took many tries, an item still has all of its own.
    private static bool IsWorthRetrying(Exception? cause, ResilienceProperties properties)
    {
        if (cause is null or PermanentFailureException)
        {
            return false;
        }

        if (Transient.Is(cause))
        {
            return true;
        }

        var before = properties.GetValue(Unexplained, 0);
        properties.Set(Unexplained, before + 1);
        return before < RetriesOfUnexplained;
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
