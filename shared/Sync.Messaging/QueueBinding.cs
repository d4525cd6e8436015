using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sync.Messaging;

/// <summary>A queue that this process consumes.</summary>
internal abstract record QueueBinding(string Queue)
{
    public abstract void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services);

    /// <summary>Runs the consumer with no items, and sends it an envelope without any through the broker.</summary>
    public abstract Task ConsumeNothing(IServiceProvider services, MessageSender sender, CancellationToken ct);
}

internal sealed record QueueBinding<TEnvelope, TItem>(
    string Queue, Func<IServiceProvider, IEnvelopeConsumer<TItem>> Consumer, Func<TEnvelope, IReadOnlyList<TItem>> Items, Func<TEnvelope>? Nothing,
    TimeSpan? Gathers)
    : QueueBinding(Queue)
    where TEnvelope : class
{
    // Envelopes of what nobody waits for; half of them may gather while the others are run.
    private const int ManyAhead = 128;
    private const int ManyItems = 500;

    // As many as one full envelope has: what somebody waits for behind it waits no longer than before.
    private const int ItemsOfOne = 100;

    // Resolved with the first message: runner and consumer need the bus, which is just being built here.
    public override void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services)
    {
        if (Gathers is not { } within)
        {
            endpoint.Handler<TEnvelope>(context => services.GetRequiredService<EnvelopeRunner>()
                .Run(Consumer(services), Items(context.Message), context.CancellationToken));
            return;
        }

        var options = services.GetRequiredService<IOptions<MessagingOptions>>().Value;
        var (ahead, mostItems) = within > TimeSpan.Zero ? (ManyAhead, ManyItems) : (options.Prefetch, ItemsOfOne);
        // Not bound to one message's token: what was gathered belongs to several.
        var gathering = new EnvelopeGathering<TItem>(
            within, (Math.Max(1, ahead / 2), mostItems),
            items => services.GetRequiredService<EnvelopeRunner>().Run(Consumer(services), items, CancellationToken.None),
            options.Concurrency, services.GetRequiredService<TimeProvider>());
        endpoint.PrefetchCount = (ushort)ahead;
        endpoint.ConcurrentMessageLimit = ahead;
        endpoint.Handler<TEnvelope>(context => gathering.Add(Items(context.Message)));
    }

    public override async Task ConsumeNothing(IServiceProvider services, MessageSender sender, CancellationToken ct)
    {
        await Consumer(services).Consume([], ct);
        if (Nothing is not null)
        {
            await sender.Send(Nothing(), ct);
        }
    }
}
