using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>What tests need in which both vendors tell us of what is done there: an empty sandbox whose webhooks are registered, and no limit
/// that would make a test wait.</summary>
public abstract class TwoWayTest(StackFixture fixture) : IAsyncLifetime
{
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    protected Stack Stack => fixture.Stack;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        await Stack.Ready(Soon, Ct);
        await Stack.Sandbox.Reset(Ct);
        await Stack.Sandbox.Limits(new { vendor = "activecampaign", requestsPerSecond = 1_000 }, Ct);
        await Testing.Eventually.Within(Soon, async () =>
            (await Stack.Sandbox.Hooks("zoho", Ct)).Count > 0 && (await Stack.Sandbox.Hooks("activecampaign", Ct)).Count > 0);
    }

    /// <summary>Tags of a person's lead, of whom there is one.</summary>
    protected async Task<IReadOnlyList<string>> TagsAtSales(string email) =>
        [.. Assert.Single(await Stack.Sandbox.Records("Leads", Ct, email)).GetProperty("Tag").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!)];

    /// <summary>Ends what a test made the vendors do.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Stack.Sandbox.Webhooks(new { vendor = "zoho", duplicate = 0, reorder = 0 }, CancellationToken.None);
        await Stack.Sandbox.EndFaults(CancellationToken.None);
    }
}
