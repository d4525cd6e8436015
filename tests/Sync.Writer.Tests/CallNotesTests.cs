using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

/// <summary>What was asked of a vendor is told record by record, with what stood there before.</summary>
public sealed class CallNotesTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _name = Some.Word();

    [Fact]
    public async Task A_call_that_was_cut_off_is_told()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var request = SomeWork.Request(_name);
        await host.Accept(request);
        var id = (await host.Database.Query<long>("select id from writer.pending_work where connection = @_name", new { _name })).Single();
        await host.Source.BeginAttempt(_name, 1, "Leads", [id]);
        await using var db = await host.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var tx = await db.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var told = CallNotes.Of(_name, await tx.CloseCutOff(_name, 2))!.Items.Single();

        Assert.Equal((_name, CallMade.Write), (told.Connection, told.Purpose));
        var record = told.Records.Single();
        Assert.Equal([request.DeliveryId], record.Deliveries);
        Assert.StartsWith("unknown: cut off", record.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_asked_nothing_is_told() => Assert.Null(CallNotes.Of(_name, [], new Progress()));

    [Fact]
    public void A_record_is_told_with_what_it_held_of_what_was_sent()
    {
        var unit = SomeWork.Unit(SomeWork.Pending());
        var progress = new Progress();
        progress.Saw(unit, new Dictionary<string, string?> { ["Phone"] = "+46 1", ["Last_Name"] = "Lind" });
        progress.Sending(unit, new Dictionary<string, string?> { ["Phone"] = "+46 2" });
        progress.Wrote(unit, "Leads", "4711", isNew: false, isAll: false);
        HttpExchange[] calls = [new(Some.Moment, "PUT", "/crm/v8/Leads", 200, 31)];

        var told = CallNotes.Of(_name, calls, progress)!.Items.Single();

        Assert.Equal(Some.Moment, told.At);
        Assert.Equal(calls, told.Calls);
        var record = told.Records.Single();
        Assert.Equal(("Leads", "4711", Outcomes.Written), (record.Module, record.RecordId, record.Outcome));
        Assert.Equal("+46 1", Assert.Single(record.Before!).Value);
        Assert.Equal("+46 2", Assert.Single(record.Sent!).Value);
    }
}
