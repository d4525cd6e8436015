using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Storage;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;
using Sync.Writer.Registrations;

namespace Sync.Writer.Deals;

/// <summary>
/// Looks through the deals that have changed, a page at a time, and puts those that have come to another stage into the inbox as deliveries. How
/// far it has come, what was seen and what is told are committed together, under the lane's lease: cut off, a page is read once more.
/// </summary>
internal sealed class DealErrand(
    ConnectionPolicy connection, IDealSource deals, DealStages stages, LanePause pause, OperatorPauses pauses, NpgsqlDataSource dataSource,
    FencedNote notes, OutboxDispatcher outbox, TimeSpan usual, TimeProvider time, ILogger<DealErrand> logger) : IErrand
{
    private readonly IWebhook _webhook = KnownConnectors.All[connection.Vendor].Webhook;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private int _refusals;

    public Task<bool> IsDue(CancellationToken ct) =>
        Task.FromResult(time.GetUtcNow() >= _next && pause.Remaining == TimeSpan.Zero && !pauses.StopReads);

    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        // Before the call: one that ends in an exception is not tried again at once.
        _next = time.GetUtcNow() + usual;
        var begun = pause.Generation;
        var mark = await dataSource.DealMarkOf(connection.Name);
        if (await Page(mark, lease, ct) is not { } fault)
        {
            _refusals = 0;
            pause.Succeeded(begun);
        }
        else if (fault.Code is SourceCursor.Expired or SourceCursor.Foreign)
        {
            await notes.Commit(lease, tx => tx.Keep(connection.Name, mark with { Cursor = null }));
            _next = time.GetUtcNow();
        }
        else
        {
            Refused(fault);
        }
    }

    /// <returns>Why the page could not be read; null if it was.</returns>
    private async Task<VendorFault?> Page(DealMark mark, LaneLease lease, CancellationToken ct)
    {
        if (!(await deals.Page(mark.Since, mark.Cursor, ct)).TryGet(out var page, out var fault))
        {
            return fault;
        }

        var known = await dataSource.SeenStages(connection.Name, [.. page.Deals.Select(deal => deal.Id)]);
        var news = DealNews.Of(page.Deals, known, mark.Since is null ? page.NextSince : DateTimeOffset.MinValue, stages);
        var told = news.Where(each => each.IsTold).ToList();
        if (!(await deals.Complete([.. told.Select(each => each.Deal)], ct)).TryGet(out var complete, out fault))
        {
            return fault;
        }

        List<StrandedDelivery> deliveries = [.. complete.Zip(told, (deal, each) => Delivery(deal, each.IsReached))];
        await notes.Commit(lease, async tx =>
        {
            await tx.Keep(connection.Name, news);
            await tx.Keep(connection.Name, page.Next is { } next ? mark with { Cursor = next } : new DealMark(page.NextSince, null));
            foreach (var some in deliveries.Chunk(100))
            {
                await tx.Enqueue(new StoreDeliveries { Items = some });
            }
        });
        outbox.Wake();
        _next = page.Next is null ? _next : time.GetUtcNow();
        return null;
    }

    private StrandedDelivery Delivery(FoundDeal deal, bool isReached)
    {
        var now = time.GetUtcNow();
        var body = deals.Tell(deal, isReached);
        return new StrandedDelivery
        {
            Key = _webhook.Key(connection.Name, new WebhookBody("application/json", null, body, now)),
            Connection = connection.Name,
            ReceivedAt = now,
            ContentType = "application/json",
            Headers = "{}",
            Body = body,
        };
    }

    private void Refused(VendorFault fault)
    {
        logger.DealsNotRead(connection.Name, fault.Class, fault.Message);
        if (RegistrationPlan.PausesTheLane(fault))
        {
            pause.Failed(fault);
            _next = time.GetUtcNow();
        }
        else
        {
            _next = time.GetUtcNow() + RegistrationPlan.AfterRefusal(_refusals++, TimeSpan.FromMinutes(30));
        }
    }
}
