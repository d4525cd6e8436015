using System.Net;
using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>What every test here needs: the stack, and words for what is done with it.</summary>
[Collection(nameof(PipelineStack))]
public abstract class PipelineTest(PipelineStack fixture) : IAsyncLifetime
{
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    protected Stack Stack => fixture.Stack;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Stack.Ready(Soon, Ct);
        await Stack.Sandbox.Reset(Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Posts an event that must be new.</summary>
    protected async Task Send(AcContact contact, string type = "subscribe", string? traceParent = null) => Assert.Equal(
        HttpStatusCode.Accepted, await Stack.Deliver(AcWebhook.Form(contact, DateTimeOffset.UtcNow, type), Ct, traceParent: traceParent));

    /// <summary>The delivery with this body, and how it ended; null while it is under way.</summary>
    protected async Task<StoredDelivery> Stored(string form)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.QuerySingleAsync<StoredDelivery>("""
            select d.id, s.outcome from ingress.delivery d join ingress.settlement s on s.delivery_id = d.id
             where d.body = convert_to(@form, 'UTF8')
            """, new { form });
    }

    /// <summary>Waits until a delivery has its outcome.</summary>
    protected async Task<StoredDelivery> Ended(string form) =>
        await Testing.Eventually.Within(Soon, () => Stored(form), delivery => delivery.Outcome is not null);

    /// <summary>Waits until the console knows how the newest delivery of a person ended.</summary>
    protected async Task<JsonElement> Explained(string email, string lastStage) => (await Testing.Eventually.Within(
        Soon, () => Stack.Console.Explain(email, Ct), line => line?.GetProperty("lastStage").GetString() == lastStage))!.Value;

    /// <summary>How a delivery ended, once the console knows: it may hear of the end last of all.</summary>
    protected async Task<IReadOnlyList<JsonElement>> EndsOf(long delivery) => OwnEnds((await Testing.Eventually.Within(
        Soon, () => Stack.Console.Delivery(delivery, Ct), line => line is { } known && OwnEnds(known).Count > 0))!.Value);

    /// <summary>How the deliveries ended, without those by which the vendors told of our own writes.</summary>
    protected static IReadOnlyList<JsonElement> OwnEnds(JsonElement line) =>
        [.. OperatorConsole.Ends(line).Where(end => end.GetProperty("outcome").GetString() != "echo")];

    /// <summary>The one record of a person in a module.</summary>
    protected async Task<JsonElement> TheOne(string module, string email) =>
        Assert.Single(await Stack.Sandbox.Records(module, Ct, email));

    protected static void Holds(JsonElement record, AcContact contact) => Assert.All(
        contact.Lead().Where(field => record.TryGetProperty(field.Key, out _)), field => Assert.Equal(field.Value, record.GetProperty(field.Key).GetString()));
}

/// <summary>A row of the inbox.</summary>
public sealed record StoredDelivery(long Id, string? Outcome);
