using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sync.Messaging;

/// <summary>Sends contracts and returns only when the broker has them on disk.</summary>
public sealed class MessageSender(
    IBus bus, TopologyDeclaration topology, IOptions<MessagingOptions> options, ILogger<MessageSender> logger)
{
    /// <exception cref="BrokerAwayException">Not confirmed in time, or no queue would take it.</exception>
    public async Task Send(object message, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.ConfirmTimeoutSeconds));
        try
        {
            var exchange = options.Value.Prefix + Topology.Of(message.GetType()).Exchange;
            var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{exchange}")).WaitAsync(deadline.Token);
            await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(Demand), deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception cause) when (!ct.IsCancellationRequested)
        {
            await DeclareAnew(cause, ct);
            throw new BrokerAwayException($"RabbitMQ did not confirm {message.GetType().Name}: {cause.Message}", cause);
        }
    }

    // Without it the broker drops what no queue takes, and says nothing.
    private static void Demand(SendContext context)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            rabbit.Mandatory = true;
        }
    }

    private async Task DeclareAnew(Exception cause, CancellationToken ct)
    {
        if (cause is OperationCanceledException)
        {
            return;
        }

        try
        {
            await topology.Declare(ct);
        }
        catch (Exception away) when (!ct.IsCancellationRequested)
        {
            logger.BrokerAway(away.Message);
        }
    }
}
