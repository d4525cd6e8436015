using System.Net;
using Sync.Deploy.Provisioning;
using Sync.Testing.Stacks;

namespace Sync.Faults;

/// <summary>Servers that stay away for a while: what the sender is told meanwhile, and what becomes of it afterwards.</summary>
[Collection(nameof(SingleStack))]
public sealed class OutageTests(SingleStack fixture)
{
    private const int Deliveries = 300;
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(6);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.Postgres)]
    [InlineData(ServerKind.RabbitMq)]
    public async Task While_one_server_is_away_every_delivery_is_acknowledged_and_arrives_later(ServerKind away)
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            await Task.Delay(Over / 6, Ct);
            await fixture.Stack.Server(away).Kill(Ct);
            await Task.Delay(Over, Ct);
            await fixture.Stack.Server(away).Start(Ct);
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
    }

    [Fact]
    public async Task While_both_are_away_the_sender_is_told_to_come_again()
    {
        await fixture.Stack.Ready(TimeSpan.FromSeconds(60), Ct);
        await Task.WhenAll(Both().Select(server => server.Kill(Ct)));
        try
        {
            var (status, retryAfter) = await Knock();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.InRange(retryAfter ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        }
        finally
        {
            await Task.WhenAll(Both().Select(server => server.Start(Ct)));
        }

        // Without a restart of anything.
        await Testing.Eventually.Within(TimeSpan.FromSeconds(30), async () => (await Knock()).Status == HttpStatusCode.Accepted);
        await fixture.Stack.Ready(TimeSpan.FromSeconds(60), Ct);
    }

    private IEnumerable<IServer> Both() => Enum.GetValues<ServerKind>().Select(fixture.Stack.Server);

    private async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> Knock()
    {
        var form = AcWebhook.Form(AcContact.New(), DateTimeOffset.UtcNow);
        using var answer = await fixture.Stack.Http.PostAsync(fixture.Stack.Hook(), AcWebhook.Content(form), Ct);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
