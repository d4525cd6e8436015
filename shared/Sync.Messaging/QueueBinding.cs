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
    // Resolved with the first message: runner and consumer need the bus, which is just being built here.
    public override void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services)
    {
        if (Gathers is not { } within)
        {
            endpoint.Handler<TEnvelope>(context => services.GetRequiredService<EnvelopeRunner>()
                .Run(Consumer(services), Items(context.Message), context.CancellationToken));
            return;
        }

        // Not bound to one message's token: what was gathered belongs to several.
        var gathering = new EnvelopeGathering<TItem>(
            within, items => services.GetRequiredService<EnvelopeRunner>().Run(Consumer(services), items, CancellationToken.None),
            services.GetRequiredService<IOptions<MessagingOptions>>().Value.Concurrency, services.GetRequiredService<TimeProvider>());
        endpoint.PrefetchCount = EnvelopeGathering<TItem>.Prefetch;
        endpoint.ConcurrentMessageLimit = EnvelopeGathering<TItem>.Prefetch;
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
