using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>Requests about one person that come in another order than they were made.</summary>
public sealed class OvertakingTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();
    private LaneSet _lane = null!;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task What_a_later_request_has_written_is_not_written_over_by_an_earlier_one()
    {
        var (earlier, later) = InOrder([("last_name", "1")], [("last_name", "2"), ("first_name", "Ada")]);

        await _lane.Run(later);
        await _lane.Run(earlier);

        Assert.Equal("2", Assert.Single(_lane.Target.Records.Values).Fields["Last_Name"]);
        Assert.Equal(Outcomes.Merged, Assert.Single(await host.Rows(earlier)).Outcome);
        Assert.Single(_lane.Target.Writes);
    }

    [Fact]
    public async Task What_no_later_request_asked_for_is_written_late_and_nothing_with_it()
    {
        var (earlier, later) = InOrder([("last_name", "1"), ("phone", "5")], [("last_name", "2")]);

        await _lane.Run(later);
        await _lane.Run(earlier);

        var held = Assert.Single(_lane.Target.Records.Values).Fields;
        Assert.Equal(("2", "5"), (held["Last_Name"], held["Phone"]));
        Assert.Equal(Outcomes.Written, Assert.Single(await host.Rows(earlier)).Outcome);
        var told = (await host.Said<WritesSettled>(earlier)).SelectMany(message => message.Items).Last();
        Assert.Equal(["phone"], told.Fields.Keys);
    }

    [Fact]
    public void In_whatever_order_and_groups_they_go_each_field_ends_with_its_newest_value()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var works = Enumerable.Range(1, 6).Select(version => SomeWork.Pending(1, version,
                [.. "abc".Where(_ => random.Next(2) == 0).DefaultIfEmpty('a').Select(field => ($"{field}", (string?)$"{version}"))]) with
            {
                Version = version,
            }).ToList();
            var expected = works.SelectMany(work => WorkJson.Read(work.Fields)).GroupBy(field => field.Key)
                .ToDictionary(field => field.Key, field => field.Last().Value);

            Assert.Equal(expected, Written(works, random));
        }
    }

    private static SortedDictionary<string, string?> Written(List<PendingWork> works, Random random)
    {
        var (held, done) = (new SortedDictionary<string, string?>(), new List<WrittenVersion>());
        var waiting = works.OrderBy(_ => random.Next()).ToList();
        while (waiting.Count > 0)
        {
            var due = waiting.GetRange(0, random.Next(1, waiting.Count + 1));
            waiting.RemoveRange(0, due.Count);
            var left = Overtaking.Split(due, done).Left;
            foreach (var unit in Coalescing.Merge(left, 1))
            {
                foreach (var (name, value) in unit.Fields)
                {
                    held[name] = value;
                }
            }

            done.AddRange(due.Select(work => new WrittenVersion(1, work.Version, "Leads", "L1", work.Fields)));
        }

        return held;
    }

    private (WriteRequest Earlier, WriteRequest Later) InOrder((string, string?)[] earlier, (string, string?)[] later)
    {
        var first = SomeWork.Request(_name, null, earlier);
        var second = SomeWork.Request(_name, first.Email, later);
        return (first with { Version = 3 }, second with { PersonId = first.PersonId, Version = 4 });
    }
}
