using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>
/// Takes every consumer once through its work with an empty envelope before the service calls itself ready: the first real
/// delivery then finds statements prepared and code compiled, and a consumer that cannot work at all is noticed at the start.
/// </summary>
internal sealed class WarmUp(
    IEnumerable<QueueBinding> bindings, IServiceProvider services, TopologyDeclaration topology, MessageSender sender, TimeProvider time,
    ILogger<WarmUp> logger) : BackgroundService
{
    public bool IsDone { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<StorageReadiness>() is { } storage)
        {
            await storage.Wait(stoppingToken);
        }

        while (!IsDone)
        {
            try
            {
                await topology.Declared(stoppingToken);
                foreach (var binding in bindings)
                {
                    await binding.ConsumeNothing(services, sender, stoppingToken);
                }

                IsDone = true;
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                logger.NotWarm(cause);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }
}
