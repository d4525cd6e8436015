using Sync.Writer.Reads;

namespace Sync.Writer.Tests;

public sealed class ReadUnitTests
{
    [Fact]
    public void All_hints_about_one_record_are_one_unit_and_the_latest_delivery_stands_for_them()
    {
        var unit = Assert.Single(Gather(10, SomeRead.Pending(3, "L1"), SomeRead.Pending(9, "L1"), SomeRead.Pending(5, "L1")));

        Assert.Equal((9, 3), (unit.Latest.DeliveryId, unit.Hints.Count));
    }

    [Fact]
    public void The_latest_hint_s_time_counts_whichever_delivery_it_came_with()
    {
        var early = SomeRead.Pending(9, "L1") with { HintedAt = Testing.Some.Moment };

        Assert.Equal(Testing.Some.Moment.AddSeconds(3), Assert.Single(Gather(10, SomeRead.Pending(3, "L1"), early)).Latest.HintedAt);
    }

    [Fact]
    public void A_call_takes_records_of_one_module_the_first_that_is_due() => Assert.Equal(
        [("Leads", "L1"), ("Leads", "L2")],
        Gather(10, SomeRead.Pending(1, "L1"), SomeRead.Pending(2, "C1", "Contacts"), SomeRead.Pending(3, "L2"))
            .Select(unit => (unit.Module, unit.RecordId)));

    [Fact]
    public void A_call_takes_no_more_records_than_the_vendor_allows() =>
        Assert.Equal(100, Gather(100, [.. Enumerable.Range(1, 250).Select(number => SomeRead.Pending(number, $"L{number}"))]).Count);

    private static IReadOnlyList<ReadUnit> Gather(int most, params PendingRead[] due) => ReadUnit.Gather(due, most);
}
