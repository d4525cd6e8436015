using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sync.Contracts;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class DeadLetterQueueTests(RabbitMq rabbit, Postgres postgres) : IClassFixture<RabbitMq>, IClassFixture<Postgres>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_letter_is_acknowledged_only_after_it_was_kept()
    {
        var prefix = rabbit.PrefixFor("kept");
        var letters = new Letters { Before = tries => _ = tries > 1 ? true : throw new IOException("The database is away.") };
        await using var host = await Start(prefix, letters);

        await host.Sender.Send(Contract.Letter("a"), Ct);
        await host.Sender.Send(Contract.Letter("b"), Ct);

        await Eventually.Within(Soon, () => letters.Kept.Select(letter => letter.Key).Distinct().Count() == 2);
        await Eventually.Within(Soon, async () => await rabbit.Depth(prefix + Topology.DeadLetter) == 0);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_come_to_the_dead_letters_as_unreadable()
    {
        var prefix = rabbit.PrefixFor("junk");
        var letters = new Letters();
        await using var host = await Start(prefix, letters, BusHost.CollectOutcomes);

        await rabbit.Put(prefix + Topology.RecordOutcomes, Encoding.UTF8.GetBytes("no message at all"));

        await Eventually.Within(Soon, () => !letters.Kept.IsEmpty);
        var letter = Assert.Single(letters.Kept);
        Assert.Equal((FailureClasses.Unparsable, "\"no message at all\""), (letter.Class, letter.Item));
        Assert.Contains(Topology.RecordOutcomes, letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_the_wrong_queue_comes_to_the_dead_letters_item_by_item()
    {
        var prefix = rabbit.PrefixFor("wrong");
        var letters = new Letters();
        await using var host = await Start(prefix, letters, BusHost.CollectOutcomes);
        var body = """
            {"messageType":["urn:message:Sync.Contracts:WritesRequested"],
             "message":{"items":[{"key":"1>sales","deliveryId":1},{"key":"2>sales","deliveryId":2}]}}
            """;

        await rabbit.Put(prefix + Topology.RecordOutcomes, Encoding.UTF8.GetBytes(body), "application/vnd.masstransit+json");

        await Eventually.Within(Soon, () => letters.Kept.Count == 2);
        Assert.Equal([("1>sales", 1L), ("2>sales", 2L)], letters.Kept.Select(letter => (letter.Key, letter.DeliveryId!.Value)));
        Assert.All(letters.Kept, letter => Assert.Equal((FailureClasses.Internal, "delivery-limit"), (letter.Class, letter.Code)));
    }

    private Task<BusHost> Start(string prefix, Letters letters, Action<HostApplicationBuilder>? configure = null) =>
        BusHost.Start(rabbit.Uri, prefix, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Storage:ConnectionString", postgres.ConnectionString)]);
            builder.AddStorage("letters", typeof(DeadLetterQueueTests).Assembly);
            builder.Services.AddSingleton<IDeadLetterStore>(letters).AddHostedService<DeadLetterQueue>();
            configure?.Invoke(builder);
        });
}
