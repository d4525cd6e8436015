using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>No more records are made in a day than the connection's limits allow; the others wait and are told so.</summary>
public sealed class CreateCapTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();
    private LaneSet _lane = null!;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name, createsPerDay: 2);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task What_is_one_too_many_waits_for_the_next_day_and_counts_no_try()
    {
        var requests = Requests(3);

        await _lane.Run(requests);

        Assert.Equal(2, await Count("outcome = 'written'"));
        Assert.Equal(1, await Count("settled_at is null and tries = 0 and due_at > now() and due_at <= now() + interval '24 hours'"));
        var told = (await host.Said<OutcomesReached>(requests.Select(request => $"{request.Key}!create-cap").ToArray())).SelectMany(said => said.Items);
        Assert.False(Assert.Single(told, item => item.Outcome == CreateCap.Reason).Final);
        Assert.Contains("create cap", _lane.Batch.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_are_there_are_written_whatever_the_cap()
    {
        await _lane.Run(Requests(2));
        var held = _lane.Target.Holds("Leads", "known@example.test", ("Phone", "1"));

        await _lane.Run(SomeWork.Request(_name, "known@example.test", ("phone", "2")));

        Assert.Equal("2", _lane.Target.Records[held.RecordId].Fields["Phone"]);
    }

    [Fact]
    public async Task Who_takes_the_lane_over_goes_on_counting_where_it_stood()
    {
        await _lane.Run(Requests(1));
        await Restart(createsPerDay: 2);

        await _lane.Run(Requests(2));

        Assert.Equal(2, await Count("outcome = 'written'"));
    }

    [Fact]
    public async Task A_higher_cap_lets_go_at_once_what_waited()
    {
        await _lane.Run(Requests(3));
        await Restart(createsPerDay: 10);

        await host.Accept(Requests(1));
        await RunWhatIsDue();
        await RunWhatIsDue();

        Assert.Equal(4, await Count("outcome = 'written'"));
    }

    private async Task Restart(int createsPerDay)
    {
        await _lane.DisposeAsync();
        await host.Database.Execute("update writer.lane set lease_until = now() where connection = @_name", new { _name });
        _lane = await LaneSet.Take(host, _name, createsPerDay: createsPerDay);
    }

    private async Task RunWhatIsDue() =>
        await _lane.Batch.Run(Coalescing.Merge(await host.Source.Due(_name, [], 200), _lane.Target.LargestBatch), _lane.Lease);

    private async Task<long> Count(string condition) => (await host.Database.Query<long>(
        $"select count(*) from writer.pending_work where connection = @_name and {condition}", new { _name })).Single();

    private WriteRequest[] Requests(int count) => [.. Enumerable.Range(0, count).Select(_ => SomeWork.Request(_name))];
}
