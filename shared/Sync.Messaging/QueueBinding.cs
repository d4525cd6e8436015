using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Sync.Messaging;

/// <summary>A queue that this process consumes.</summary>
internal abstract record QueueBinding(string Queue)
{
    public abstract void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services);
}

internal sealed record QueueBinding<TEnvelope, TItem>(
    string Queue, Func<IServiceProvider, IEnvelopeConsumer<TItem>> Consumer, Func<TEnvelope, IReadOnlyList<TItem>> Items)
    : QueueBinding(Queue)
    where TEnvelope : class
{
    public override void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services)
    {
        var runner = services.GetRequiredService<EnvelopeRunner>();
        var consumer = Consumer(services);
        endpoint.Handler<TEnvelope>(context => runner.Run(consumer, Items(context.Message), context.CancellationToken));
    }
}
