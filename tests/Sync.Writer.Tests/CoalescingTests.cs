using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class CoalescingTests
{
    [Fact]
    public void Of_each_field_the_newest_value_is_written()
    {
        var unit = SomeWork.Unit(
            SomeWork.Pending(1, 5, ("phone", "5"), ("first_name", "Ada")), SomeWork.Pending(1, 9, ("phone", "9")),
            SomeWork.Pending(1, 7, ("phone", "7")));

        Assert.Equal(
            [("first_name", "Ada"), ("phone", "9")], unit.Fields.OrderBy(field => field.Key).Select(field => (field.Key, field.Value!)));
        Assert.Equal([5, 7, 9], unit.Works.Select(work => (work.ChangedAt - Some.Moment).TotalSeconds));
    }

    [Fact]
    public void Of_two_changes_of_one_second_the_later_request_is_the_newer()
    {
        var (first, second) = (SomeWork.Pending(1, 0, ("phone", "1")), SomeWork.Pending(1, 0, ("phone", "2")));

        var unit = SomeWork.Unit(second, first);

        Assert.Equal(("2", second), (unit.Fields["phone"], unit.Newest));
    }

    [Fact]
    public void An_emptied_field_stays_emptied() =>
        Assert.Null(SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1")), SomeWork.Pending(1, 1, ("phone", null))).Fields["phone"]);

    [Fact]
    public void The_whole_is_made_of_each_request_s_whole_or_else_its_fields()
    {
        var unit = SomeWork.Unit(
            SomeWork.Pending(1, 0, ("first_name", "Ada")),
            SomeWork.Pending(1, 1, ("phone", "1")) with { Whole = """{"phone":"1","last_name":"Lovelace"}""" });

        Assert.Equal(["first_name", "last_name", "phone"], unit.Whole.Keys.Order());
    }

    [Fact]
    public void A_record_is_where_the_last_request_that_knows_it_says()
    {
        var unit = SomeWork.Unit(
            SomeWork.Pending(1, 0) with { Module = "Leads", RecordId = "1" },
            SomeWork.Pending(1, 1) with { Module = "Contacts", RecordId = "2" },
            SomeWork.Pending(1, 2));

        Assert.Equal(("Contacts", "2", false), (unit.Module, unit.RecordId, unit.MustBeFound));
    }

    [Fact]
    public void One_that_has_to_be_looked_up_makes_the_whole_unit_looked_up()
    {
        var unit = SomeWork.Unit(
            SomeWork.Pending(1, 0) with { Verify = true, Tries = 2, RecordId = "1", Module = "Leads" }, SomeWork.Pending(1, 1));

        Assert.Equal((true, 2, true), (unit.Verify, unit.Tries, unit.MustBeFound));
    }

    [Fact]
    public void People_come_in_the_order_of_their_first_work_and_no_more_than_allowed()
    {
        long[] people = [3, 1, 3, 2, 4];
        var works = people.Select(person => SomeWork.Pending(person)).ToList();

        var units = Coalescing.Merge(works, 3);

        Assert.Equal([3, 1, 2], units.Select(unit => unit.Newest.PersonId));
        Assert.Equal(2, units[0].Works.Count);
    }

    [Fact]
    public void Of_one_person_on_two_routes_one_goes_now_and_the_other_waits()
    {
        var units = Coalescing.Merge([SomeWork.Pending(1), SomeWork.Pending(1) with { Route = "companies" }, SomeWork.Pending(1)], 10);

        Assert.Equal(("people>sales", 2), (Assert.Single(units).Route, units[0].Works.Count));
    }

    [Fact]
    public void Nothing_makes_nothing() => Assert.Empty(Coalescing.Merge([], 10));
}
