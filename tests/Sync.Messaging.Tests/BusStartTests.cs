using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Sync.Testing;

namespace Sync.Messaging.Tests;

/// <summary>A service whose consumers never start ends, so that whoever watches over it starts it anew.</summary>
public sealed class BusStartTests(RabbitMq rabbit) : IClassFixture<RabbitMq>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    // It is this process's own.
    public void Dispose() => Environment.ExitCode = 0;

    [Fact]
    public async Task It_ends_where_the_broker_answers_and_the_consumers_do_not_start()
    {
        await using var host = await BusHost.StartAtOnce(rabbit.Uri, rabbit.PrefixFor("start"), builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Messaging:StartSeconds", "2")]);
            builder.Services.AddBusObserver<NeverStarts>();
        });

        await Eventually.Within(Soon, () => Task.FromResult(host.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested));

        Assert.Equal(BusStart.GaveUp, Environment.ExitCode);
    }

    [Fact]
    public async Task It_goes_on_where_they_start()
    {
        await using var host = await BusHost.Start(rabbit.Uri, rabbit.PrefixFor("starts"), builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Messaging:StartSeconds", "30")]);
            BusHost.CollectOutcomes(builder);
        });

        await host.Get<IEnumerable<IHostedService>>().OfType<BusStart>().Single().ExecuteTask!.WaitAsync(Soon, TestContext.Current.CancellationToken);

        Assert.False(host.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private sealed class NeverStarts : IBusObserver
    {
        public void PostCreate(IBus bus)
        {
        }

        public void CreateFaulted(Exception exception)
        {
        }

        public Task PreStart(IBus bus) => new TaskCompletionSource().Task;

        public Task PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

        public Task StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

        public Task PreStop(IBus bus) => Task.CompletedTask;

        public Task PostStop(IBus bus) => Task.CompletedTask;

        public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;
    }
}
