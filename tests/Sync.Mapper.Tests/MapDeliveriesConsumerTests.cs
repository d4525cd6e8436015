using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Testing;

namespace Sync.Mapper.Tests;

public sealed class MapDeliveriesConsumerTests(RabbitMq rabbit) : IClassFixture<RabbitMq>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private WebApplication _mapper = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("Messaging:Uri", rabbit.Uri), new("Messaging:Prefix", rabbit.PrefixFor(Some.Word()))]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("mapper");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(PeoplePolicy.Read());
        builder.AddMessaging();
        builder.AddMapper();
        builder.Services.AddConsumer<Collecting<PersonChange>, ChangesMapped, PersonChange>(
            Topology.ResolveChanges, envelope => envelope.Items);
        builder.Services.AddConsumer<Collecting<OutcomeReached>, OutcomesReached, OutcomeReached>(
            Topology.SettleDeliveries, envelope => envelope.Items);
        builder.Services.AddConsumer<Collecting<DeadLettered>, DeadLettered, DeadLettered>(Topology.DeadLetter, letter => [letter]);
        _mapper = builder.Build();
        await _mapper.StartAsync(TestContext.Current.CancellationToken);
        var health = _mapper.Services.GetRequiredService<HealthCheckService>();
        await Eventually.Within(TimeSpan.FromMinutes(3), async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy);
    }

    public async ValueTask DisposeAsync()
    {
        await _mapper.StopAsync(CancellationToken.None);
        await _mapper.DisposeAsync();
    }

    [Fact]
    public async Task Each_delivery_of_an_envelope_goes_where_it_belongs()
    {
        var contact = SomeDelivery.Of(SomeDelivery.Contact());
        var (campaign, broken) = (SomeDelivery.Of("type=sent"), SomeDelivery.Of("type=update"));

        await _mapper.Services.GetRequiredService<MessageSender>()
            .Send(new DeliveriesReceived { Items = [contact, campaign, broken] }, TestContext.Current.CancellationToken);

        await Eventually.Within(Soon, () => Got<PersonChange>().Count + Got<OutcomeReached>().Count + Got<DeadLettered>().Count >= 3);
        Assert.Equal(contact.Id, Assert.Single(Got<PersonChange>()).DeliveryId);
        Assert.Equal(campaign.Id, Assert.Single(Got<OutcomeReached>()).DeliveryId);
        Assert.Equal(broken.Id, Assert.Single(Got<DeadLettered>()).DeliveryId);
    }

    [Fact]
    public async Task An_envelope_that_comes_twice_is_mapped_to_the_same_keys()
    {
        ReceivedDelivery[] deliveries = [SomeDelivery.Of(SomeDelivery.Contact()), SomeDelivery.Of(SomeDelivery.Contact())];
        var consumer = _mapper.Services.GetRequiredService<MapDeliveriesConsumer>();

        await consumer.Consume(deliveries, TestContext.Current.CancellationToken);
        await consumer.Consume(deliveries, TestContext.Current.CancellationToken);

        await Eventually.Within(Soon, () => Got<PersonChange>().Count == 4);
        Assert.Equal(
            deliveries.Select(delivery => $"{delivery.Id}"), Got<PersonChange>().Select(change => change.Key).Distinct().Order());
    }

    private IReadOnlyList<TItem> Got<TItem>()
        where TItem : notnull => _mapper.Services.GetRequiredService<Collecting<TItem>>().Items;
}
