using Sync.Writer.Lanes;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class ChoosingTests
{
    private readonly PendingWork[] _due = [SomeWork.Pending(1), SomeWork.Pending(2), SomeWork.Pending(3), SomeWork.Pending(2)];

    [Fact]
    public void Without_suspects_as_many_go_as_a_call_holds() =>
        Assert.Equal([1L, 2], Persons(Choosing.Units(_due, 2, isProbing: false, [], [])));

    [Fact]
    public void A_probe_goes_with_another_record_than_the_one_under_suspicion() =>
        Assert.Equal([2L], Persons(Choosing.Units(_due, 1, isProbing: true, [1], [])));

    [Fact]
    public void Where_there_is_no_other_the_suspect_is_the_probe() =>
        Assert.Equal([1L], Persons(Choosing.Units(_due[..1], 1, isProbing: true, [1], [])));

    [Fact]
    public void A_suspect_that_has_rested_goes_alone_with_all_its_work()
    {
        var units = Choosing.Units(_due, 100, isProbing: false, [1, 2], [2]);

        Assert.Equal([2L], Persons(units));
        Assert.Equal(2, units[0].Works.Count);
    }

    [Fact]
    public void One_that_rests_waits_and_the_others_go() =>
        Assert.Equal([1L, 3], Persons(Choosing.Units(_due, 100, isProbing: false, [2], [])));

    [Fact]
    public void Where_all_rest_nobody_goes() => Assert.Empty(Choosing.Units(_due, 100, isProbing: false, [1, 2, 3], []));

    [Fact]
    public void The_probe_of_a_module_goes_by_itself()
    {
        var units = Choosing.Units(_due, 100, isProbing: false, [], []);

        Assert.Equal([1L], Persons(Choosing.Admitted(units, unit => unit.Newest.PersonId == 1)));
        Assert.Equal([1L, 3], Persons(Choosing.Admitted(units, unit => unit.Newest.PersonId == 2)));
    }

    [Fact]
    public void Reads_are_chosen_in_the_same_way()
    {
        PendingRead[] due = [SomeRead.Pending(1, "L1"), SomeRead.Pending(2, "L2"), SomeRead.Pending(3, "L1"), SomeRead.Pending(4, "L3")];

        Assert.Equal(["L1", "L2"], Records(Choosing.Reads(due, 2, isProbing: false, [], [])));
        Assert.Equal(["L2"], Records(Choosing.Reads(due, 1, isProbing: true, ["L1"], [])));
        Assert.Equal(["L1"], Records(Choosing.Reads(due[..1], 1, isProbing: true, ["L1"], [])));
        Assert.Equal(["L1"], Records(Choosing.Reads(due, 100, isProbing: false, ["L1"], ["L1"])));
        Assert.Equal(["L2", "L3"], Records(Choosing.Reads(due, 100, isProbing: false, ["L1"], [])));
        Assert.Empty(Choosing.Reads(due[..1], 100, isProbing: false, ["L1"], []));
    }

    private static IEnumerable<string> Records(IEnumerable<ReadUnit> units) => units.Select(unit => unit.RecordId);

    private static IEnumerable<long> Persons(IEnumerable<WriteUnit> units) => units.Select(unit => unit.Newest.PersonId);
}
