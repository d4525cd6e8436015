using Microsoft.Extensions.DependencyInjection;
using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>Changes of one person that follow close on each other make one write more, not one each.</summary>
public sealed class RestTests(WriterHost host) : IClassFixture<WriterHost>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly string _name = Some.Word();
    private readonly CancellationTokenSource _end = new();

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task The_first_of_many_goes_at_once_and_the_others_go_together_when_no_more_come()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        await host.Accept(first);
        await Eventually.Within(Soon, async () => (await host.Rows(first))[0].IsSettled);

        WriteRequest[] others = [.. Enumerable.Range(1, 20).Select(number => Following(first, number))];
        foreach (var other in others)
        {
            await host.Accept(other);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await Eventually.Within(Soon, async () => (await host.Rows(others)).All(row => row.IsSettled));
        Assert.Equal(2, lane.Target.Writes.Count());
        Assert.Equal("20", Assert.Single(lane.Target.Records.Values).Fields["Last_Name"]);
        await End(running);
    }

    [Fact]
    public async Task The_more_have_come_the_longer_a_silence_ends_them()
    {
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        await host.Accept(first);
        var rests = new List<double>();
        for (var number = 1; number <= 7; number++)
        {
            var before = (await host.Database.Query<DateTime>("select now()")).Single();
            await host.Accept(Following(first, number));
            rests.Add((await host.Database.Query<double>("""
                select extract(epoch from min(due_at) - @before)::float8 from writer.pending_work
                 where person_id = @PersonId and connection = @Target and rest_until is not null
                """, new { before, first.PersonId, first.Target })).Single());
        }

        // One row that rests, then two, and so on; each waits as long as the newest.
        Assert.All(rests.Zip([1.5, 1.5, 3, 3, 3, 4.5, 4.5]), rest => Assert.InRange(rest.First, rest.Second, double.MaxValue));
        Assert.InRange(rests[0], 1.5, 4.4);
    }

    [Fact]
    public async Task What_never_stops_coming_is_written_all_the_same()
    {
        await using var impatient = host.Build(("Writer:LongestRestSeconds", "3"));
        var accept = impatient.Services.GetRequiredService<AcceptWritesConsumer>();
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        await accept.Consume([first], CancellationToken.None);
        var ends = new List<DateTime>();
        for (var number = 1; number <= 8; number++)
        {
            var request = Following(first, number);
            await accept.Consume([request], CancellationToken.None);
            ends.Add((await host.Database.Query<DateTime>("select rest_until from writer.pending_work where key = @Key", new { request.Key })).Single());
            Assert.Equal(1, await host.Database.Count("writer.pending_work", "key = @Key and due_at <= rest_until", new { request.Key }));
        }

        Assert.Single(ends.Distinct());
    }

    [Fact]
    public async Task What_goes_before_all_else_does_not_rest_and_takes_along_what_does()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        await host.Accept(first);
        await Eventually.Within(Soon, async () => (await host.Rows(first))[0].IsSettled);
        var (resting, urgent) = (Following(first, 1), Following(first, 2) with { Priority = WritePriority.Handoff });
        await host.Accept(resting);

        await host.Accept(urgent);

        Assert.Equal(1, await host.Database.Count("writer.pending_work", "key = @Key and rest_until is null", new { urgent.Key }));
        await Eventually.Within(Soon, async () => (await host.Rows(resting, urgent)).All(row => row.IsSettled));
        Assert.Equal(Outcomes.Merged, (await host.Rows(resting))[0].Outcome);
        Assert.Equal(2, lane.Target.Writes.Count());
        Assert.Equal("2", Assert.Single(lane.Target.Records.Values).Fields["Last_Name"]);
        await End(running);
    }

    [Fact]
    public async Task What_waits_for_its_record_to_be_free_does_not_go_along_with_the_next_change()
    {
        await using var lane = await LaneSet.Take(host, _name);
        lane.Target.OnRecord = _ => LaneSet.Fault(FailureClasses.Conflict);
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        await host.Accept(first);
        var locked = Following(first, 1);
        await host.Accept(locked);
        await lane.RunDue();
        await lane.RunDue();
        Assert.All(await host.Rows(first, locked), row => Assert.Equal(2, row.Tries));

        var next = Following(first, 2);
        await host.Accept(next);
        await host.Database.Execute("update writer.pending_work set due_at = now() where key = @Key", new { next.Key });

        Assert.Equal([next.Key], (await host.Source.Due(_name, [], 10)).Select(work => work.Key));
    }

    [Fact]
    public async Task Others_and_what_comes_later_do_not_rest()
    {
        var first = SomeWork.Request(_name);
        await host.Accept(first);
        await host.Database.Execute(
            "update writer.pending_work set settled_at = now() - interval '2 seconds', outcome = 'written' where key = @Key", new { first.Key });
        var (later, other) = (Following(first, 1), SomeWork.Request(_name));

        await host.Accept(later, other);

        Assert.Equal(2, await host.Database.Count("writer.pending_work", "key = any(@keys) and rest_until is null and due_at <= now()", new { keys = new[] { later.Key, other.Key } }));
    }

    private WriteRequest Following(WriteRequest first, int number) => first with
    {
        Key = $"{Some.Number()}>{_name}", ChangedAt = first.ChangedAt.AddSeconds(number), Version = first.Version + number,
        Fields = new Dictionary<string, string?> { ["last_name"] = $"{number}" }, Whole = null,
    };

    private async Task End(Task running)
    {
        await _end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
