using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class WorkSqlTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _lane = Some.Word();

    [Fact]
    public async Task Work_comes_due_by_priority_and_then_in_its_order()
    {
        WritePriority[] priorities = [WritePriority.Backfill, WritePriority.Live, WritePriority.Replay, WritePriority.Handoff,
            WritePriority.Live];
        var requests = priorities.Select(priority => SomeWork.Request(_lane) with { Priority = priority }).ToArray();
        await host.Accept(requests);

        var due = await host.Source.Due(_lane, [], 10);

        Assert.Equal([3, 1, 4, 2, 0], due.Select(work => Array.FindIndex(requests, request => request.Key == work.Key)));
    }

    [Fact]
    public async Task Work_of_people_whose_call_is_under_way_is_left_alone()
    {
        var (one, other) = (SomeWork.Request(_lane), SomeWork.Request(_lane));
        await host.Accept(one, other);

        Assert.Equal(other.Key, Assert.Single(await host.Source.Due(_lane, [one.PersonId], 10)).Key);
    }

    [Fact]
    public async Task Work_that_is_put_back_waits_its_time_and_keeps_what_was_learnt()
    {
        var request = SomeWork.Request(_lane);
        await host.Accept(request);
        var work = Assert.Single(await host.Source.Due(_lane, [], 10));

        await PutBack(new PutBackWork(work, "Contacts", "C1", Verify: true, CountsAsTry: true, TimeSpan.FromMinutes(5)));

        Assert.Empty(await host.Source.Due(_lane, [], 10));
        Assert.InRange((await host.Source.NextDue(_lane))!.Value, 200, 300);
        Assert.Equal(("Contacts", "C1", true, 1), Located(await host.Rows(request)));
    }

    [Fact]
    public async Task Settled_work_stays_as_it_was_settled_first()
    {
        var request = SomeWork.Request(_lane);
        await host.Accept(request);
        var work = Assert.Single(await host.Source.Due(_lane, [], 10));

        await Settle(new SettledWork(work, Outcomes.Written, "created", "Leads", "L1"));
        await Settle(new SettledWork(work, "dead-lettered: internal", "late", null, null));

        Assert.Equal((Outcomes.Written, "L1"), ((await host.Rows(request))[0].Outcome, (await host.Rows(request))[0].RecordId));
        Assert.Empty(await host.Source.Due(_lane, [], 10));
        Assert.Null(await host.Source.NextDue(_lane));
    }

    [Fact]
    public async Task Work_keeps_all_that_was_asked_for()
    {
        var request = SomeWork.Request(_lane, "ada@example.test", ("first_name", "Ada \"Ł\" \\ 💡"), ("phone", null)) with
        {
            Module = "Leads", RecordId = "L1", Whole = new Dictionary<string, string?> { ["email"] = "ada@example.test" },
            Trace = "00-1-2-01",
        };
        await host.Accept(request);

        var work = Assert.Single(await host.Source.Due(_lane, [], 10));

        Assert.Equal(request.Fields, WorkJson.Read(work.Fields));
        Assert.Equal(request.Whole, WorkJson.Read(work.Whole!));
        Assert.Equal((request.ChangedAt, request.ReceivedAt, request.Trace), (work.ChangedAt, work.ReceivedAt, work.Trace));
        Assert.Equal((request.DeliveryId, request.PersonId, "Leads", "L1"), (work.DeliveryId, work.PersonId, work.Module, work.RecordId));
    }

    [Fact]
    public async Task Only_settled_work_is_forgotten_and_only_after_its_time()
    {
        var (old, young, open) = (SomeWork.Request(_lane), SomeWork.Request(_lane), SomeWork.Request(_lane));
        await host.Accept(old, young, open);
        await host.Database.Execute(
            "update writer.pending_work set settled_at = now() - interval '31 days' where key = @Key", new { old.Key });
        await host.Database.Execute("update writer.pending_work set settled_at = now() where key = @Key", new { young.Key });
        await host.Database.Execute(
            "update writer.pending_work set received_at = now() - interval '99 days' where key = @Key", new { open.Key });

        await new Forgetting("pending_work", "settled_at").Run(host.Source, 30, TestContext.Current.CancellationToken);

        Assert.Equal([young.Key, open.Key], (await host.Rows(old, young, open)).Select(row => row.Key));
    }

    [Fact]
    public async Task What_is_open_at_the_beginning_holds_up_nothing_that_is_to_be_forgotten()
    {
        var requests = Enumerable.Range(0, 9).Select(_ => SomeWork.Request(_lane)).ToArray();
        await host.Accept(requests);
        await host.Database.Execute(
            "update writer.pending_work set settled_at = now() - interval '31 days' where key = any(@keys)",
            new { keys = requests.Skip(5).Select(request => request.Key).ToArray() });
        var forgetting = new Forgetting("pending_work", "settled_at", stretch: 4);

        await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            await forgetting.Next(host.Source, 30);
            return (await host.Rows(requests)).Count == 5;
        });
    }

    [Fact]
    public async Task Backlogs_count_what_has_no_outcome_yet()
    {
        await host.Accept(SomeWork.Request(_lane), SomeWork.Request(_lane) with { ReceivedAt = DateTimeOffset.UtcNow.AddMinutes(-2) });

        var backlog = Assert.Single(await host.Source.Backlogs(), backlog => backlog.Connection == _lane);

        Assert.Equal(2, backlog.Pending);
    }

    private static (string?, string?, bool, int) Located(IReadOnlyList<WorkRow> rows) =>
        (rows[0].Module, rows[0].RecordId, rows[0].Verify, rows[0].Tries);

    private async Task PutBack(PutBackWork work)
    {
        await using var connection = await host.Source.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        await tx.PutBack([work]);
        await tx.CommitAsync();
    }

    private async Task Settle(SettledWork work)
    {
        await using var connection = await host.Source.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        await tx.Settle([work], Some.Moment);
        await tx.CommitAsync();
    }
}
