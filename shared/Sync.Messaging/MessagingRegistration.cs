using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sync.Contracts;

namespace Sync.Messaging;

public static class MessagingRegistration
{
    /// <summary>Adds the bus: topology, retries and dead-lettering. Consumers are added with <see cref="AddConsumer"/>.</summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MessagingOptions>()
            .BindConfiguration(MessagingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TopologyDeclaration>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TopologyDeclaration>());
        builder.Services.AddSingleton<MessageSender>();
        builder.Services.AddSingleton<EnvelopeRunner>();
        builder.Services.AddSingleton<WarmUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WarmUp>());
        builder.Services.AddHostedService<BusStart>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq(ConfigureBus);
        });
        builder.Services.AddHealthChecks().AddCheck<BrokerHealth>("rabbitmq", tags: ["ready"]);
        return builder;
    }

    /// <summary>Has <typeparamref name="TConsumer"/> handle what comes through a queue.</summary>
    /// <param name="nothing">An envelope without items, sent once at the start; null where the contract has no such thing.</param>
    /// <param name="gathers">Envelopes that come within this time are consumed together: for what nobody waits for. Zero: those that had to
    /// wait for the ones before. Null: each by itself.</param>
    public static IServiceCollection AddConsumer<TConsumer, TEnvelope, TItem>(
        this IServiceCollection services, string queue, Func<TEnvelope, IReadOnlyList<TItem>> items, Func<TEnvelope>? nothing = null,
        TimeSpan? gathers = null)
        where TConsumer : class, IEnvelopeConsumer<TItem>
        where TEnvelope : class =>
        services.AddSingleton<TConsumer>().AddSingleton<QueueBinding>(
            new QueueBinding<TEnvelope, TItem>(queue, provider => provider.GetRequiredService<TConsumer>(), items, nothing, gathers));

    /// <summary>Hands on what stands in the outbox of the schema that the process's data source points at.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services.AddSingleton<OutboxDispatcher>().AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());

    private static void ConfigureBus(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        bus.Host(new Uri(options.Uri));
        // Written with line breaks and indents by default, a message takes half as long again to read.
        bus.ConfigureJsonSerializerOptions(json => new JsonSerializerOptions(json)
        {
            WriteIndented = false,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractJson.Default, json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()),
        });
        foreach (var binding in context.GetServices<QueueBinding>())
        {
            bus.ReceiveEndpoint(options.Prefix + binding.Queue, endpoint => ConfigureEndpoint(endpoint, binding, options, context));
        }
    }

    private static void ConfigureEndpoint(
        IRabbitMqReceiveEndpointConfigurator endpoint, QueueBinding binding, MessagingOptions options, IServiceProvider services)
    {
        foreach (var (name, value) in Topology.ArgumentsOf(binding.Queue, options.Prefix))
        {
            endpoint.SetQueueArgument(name, value!);
        }

        endpoint.ConfigureConsumeTopology = false;
        foreach (var flow in Topology.Flows.Where(flow => flow.Queues.Contains(binding.Queue)))
        {
            endpoint.Bind(options.Prefix + flow.Exchange);
        }

        endpoint.PrefetchCount = (ushort)options.Prefetch;
        endpoint.ConcurrentMessageLimit = options.Concurrency;
        // What cannot even be read goes back to the broker, whose delivery limit then puts it among the dead letters.
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
        binding.Configure(endpoint, services);
    }
}
