using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Decisions under rules that go both ways, without any server.</summary>
public sealed class TwoWayDecisionTests
{
    private static readonly SyncPolicy Rules = PeoplePolicy.Read(PeoplePolicy.BothWays);
    private static readonly PersonRow Ada = new(7, "ada@example.test", "", 3);
    private static readonly LinkRow Contact = new("marketing", "contacts", "12", 7);
    private static readonly LinkRow Lead = new("sales", "Leads", "3652397000000624046", 7);

    [Fact]
    public void A_new_person_of_sales_becomes_a_request_to_marketing()
    {
        var decision = Decide(PersonState.Empty, FromSales(0, ("first_name", "Ada"), ("phone", "+46701112233")));

        var write = Assert.Single(decision.Writes);
        Assert.Equal(("marketing", "people>marketing", "ada@example.test"), (write.Target, write.Route, write.Email));
        Assert.Equal((null, null, 7), (write.Module, write.RecordId, write.PersonId));
        Assert.Equal(["email", "first_name", "phone"], write.Fields.Keys.Order());
        Assert.EndsWith(">marketing", write.Key, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_sales_goes_to_the_contact_that_is_known_and_only_the_changed_field()
    {
        var state = InStep();

        var decision = Decide(state, FromSales(9, ("first_name", "Ada"), ("phone", "2")), Contact, Lead);

        var write = Assert.Single(decision.Writes);
        Assert.Equal(("contacts", "12"), (write.Module, write.RecordId));
        Assert.Equal([KeyValuePair.Create("phone", (string?)"2")], write.Fields);
        Assert.Equal((Outcomes.Passed, "phone to marketing"), (decision.Outcome.Outcome, decision.Outcome.Detail));
    }

    [Fact]
    public void What_we_wrote_comes_back_as_an_echo_and_asks_for_nothing()
    {
        var decision = Decide(InStep(), FromSales(9, ("first_name", "Ada"), ("phone", "1")), Contact, Lead);

        Assert.Empty(decision.Writes);
        Assert.Equal((Outcomes.Echo, true), (decision.Outcome.Outcome, decision.Outcome.Final));
    }

    [Fact]
    public void A_field_that_is_frozen_is_told_by_the_echo_of_the_last_write_as_well()
    {
        var state = InStep();
        for (var write = 0; write < RoutePolicy.DefaultWritesPerHour; write++)
        {
            state = Merge.Learn(state, "sales", Some.Moment.AddSeconds(3 + write), new Dictionary<string, string?> { ["phone"] = $"{write}" });
        }

        var echo = Decide(state, FromSales(30, ("phone", "19")), Contact, Lead);
        var other = Decide(state, FromSales(30, ("first_name", "Ada")), Contact, Lead);

        Assert.Equal((RouteDeciding.Loop, $"phone {RouteDeciding.Loop}"), (echo.Outcome.Outcome, echo.Outcome.Detail));
        Assert.Equal(RouteDeciding.Loop, other.Outcome.Outcome);
        Assert.Empty(echo.Writes);
    }

    [Fact]
    public void A_status_is_told_with_its_first_time_however_often_it_comes_unless_our_write_made_it()
    {
        var rules = PeoplePolicy.Read(PeoplePolicy.BothWays + """

            handoff:
              owners: [{ email: o1@a.test }]
              touch: { field: phone }
              plays: [{ name: demo, when: { form: demo }, assign: [{ owners: o1@a.test }], task: { subject: Call } }]
            """);
        SeenStatus? Told(PersonState state, PersonChange change) => StatusHandover.Of(rules, change, Ada, state);
        var (edit, again) = (FromSales(20, ("phone", "Called")), FromSales(30, ("phone", "Called")));
        var once = Decide(InStep(), edit, Contact, Lead).State;
        var twice = Decide(once, again, Contact, Lead).State;
        var echo = FromSales(9, ("phone", "1"));

        Assert.Equal(("Called", edit.ChangedAt, 7L), (Told(once, edit)!.Value, Told(once, edit)!.Since, Told(once, edit)!.PersonId));
        Assert.Equal(edit.ChangedAt, Told(twice, again)!.Since);
        Assert.Equal(edit.ChangedAt, Told(Decide(once, edit, Contact, Lead).State, edit)!.Since);
        Assert.Null(Told(Decide(InStep(), echo, Contact, Lead).State, echo));
        Assert.Null(Told(once, FromSales(20, ("first_name", "Ada"))));
        Assert.Null(Told(once, FromMarketing(20, ("phone", "Called"))));
        Assert.Null(StatusHandover.Of(Rules, edit, Ada, once));
    }

    [Fact]
    public void Of_a_conflict_the_owners_value_is_written_over_the_other_and_the_outcome_says_so()
    {
        var bySales = Decide(InStep(), FromSales(20, ("phone", "S")), Contact, Lead).State;

        var lost = Decide(bySales, FromMarketing(21, ("phone", "M")), Contact, Lead);

        var write = Assert.Single(lost.Writes);
        Assert.Equal(("marketing", "12", "S"), (write.Target, write.RecordId, write.Fields["phone"]));
        Assert.Equal("phone to marketing; phone owned-by: sales", lost.Outcome.Detail);
        Assert.Equal("M", lost.State.Fields["phone"].Conflict!.Loser.Value);
    }

    [Fact]
    public void An_owner_that_comes_second_wins_and_both_sides_end_with_its_value()
    {
        var byMarketing = Decide(InStep(), FromMarketing(20, ("phone", "M")), Contact, Lead).State;

        var won = Decide(byMarketing, FromSales(21, ("phone", "S")), Contact, Lead);

        Assert.Contains(won.Writes, write => write.Target == "marketing" && write.Fields["phone"] == "S");
        Assert.Contains("phone conflict: sales owns it", won.Outcome.Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public void Creating_that_is_switched_off_is_told()
    {
        var rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace("toMarketing: { create: true }", "toMarketing: { create: false }"));

        var decision = ChangeDecision.Decide(rules, Ada, PersonState.Empty, [], FromSales(0, ("first_name", "Ada")), Some.Moment);

        Assert.Empty(decision.Writes);
        Assert.Equal(RouteDeciding.CreatesOff, decision.Outcome.Outcome);
        Assert.Single(ChangeDecision.Decide(rules, Ada, PersonState.Empty, [Contact], FromSales(0), Some.Moment).Writes);
    }

    [Fact]
    public void A_rule_that_keeps_a_record_out_is_the_outcome()
    {
        var change = FromSales(0, ("first_name", "Ada")) with
        {
            Routes = [new RouteChoice { Route = "people>marketing", Rule = "only tag customer" }],
        };

        Assert.Equal("filtered: only tag customer", Decide(PersonState.Empty, change).Outcome.Outcome);
        Assert.Equal("filtered: only tag customer", Decide(PersonState.Empty, change, Contact).Outcome.Outcome);
    }

    [Fact]
    public void A_rule_that_was_not_answered_keeps_only_new_persons_out()
    {
        var change = FromSales(0) with
        {
            Routes = [new RouteChoice { Route = "people>marketing", Rule = "only list 3", OnlyNew = true }],
        };

        Assert.Empty(Decide(PersonState.Empty, change).Writes);
        Assert.Single(Decide(PersonState.Empty, change, Contact).Writes);
    }

    [Fact]
    public void A_new_person_is_created_where_the_rule_says_and_a_known_one_stays_where_he_is()
    {
        var change = FromMarketing(0) with { Routes = [new RouteChoice { Route = "people>sales", CreateAs = "people>sales/Contacts" }] };

        Assert.Equal("people>sales/Contacts", Assert.Single(Decide(PersonState.Empty, change).Writes).Route);
        Assert.Equal("people>sales", Assert.Single(Decide(PersonState.Empty, change, Lead).Writes).Route);
    }

    [Fact]
    public void A_value_that_is_no_choice_is_told_beside_what_went_on()
    {
        var decision = Decide(InStep(), FromMarketing(20, ("phone", "3")) with { Misses = ["plan"] }, Contact, Lead);

        Assert.Equal("phone to sales; plan picklist-miss", decision.Outcome.Detail);
        Assert.Equal(
            Outcomes.PicklistMiss,
            Decide(InStep(), FromMarketing(20, ("phone", "1")) with { Misses = ["plan"] }, Contact, Lead).Outcome.Outcome);
    }

    [Fact]
    public void Writes_that_crossed_are_put_right_by_their_answers()
    {
        var row = Ada with { Version = 9 };
        var state = Decide(InStep(), FromMarketing(20, ("phone", "2")), Contact, Lead).State;
        var settled = new SettledWrite
        {
            Key = "4711>sales", Target = "sales", PersonId = 7, Module = "Leads", RecordId = Lead.RecordId,
            Fields = new Dictionary<string, string?> { ["phone"] = "0" },
            ChangedAt = Some.Moment, KnownAt = Some.Moment.AddSeconds(30),
        };

        Assert.Null(MissingAfterWrite.Of(Rules, row, Merge.Learn(state, "sales", settled.KnownAt.Value, settled.Fields), settled, Some.Moment));
        var crossed = Merge.Learn(
            Merge.Learn(state, "sales", Some.Moment.AddSeconds(25), new Dictionary<string, string?> { ["phone"] = "2" }),
            "sales", settled.KnownAt.Value, settled.Fields);
        var request = MissingAfterWrite.Of(Rules, row, crossed, settled, Some.Moment)!.Value.Request;

        Assert.Equal(("4711>sales+", 4711, "2", 10), (request.Key, request.DeliveryId, request.Fields["phone"], request.Version));
    }

    [Fact]
    public void What_the_target_refused_is_asked_for_again_only_when_somebody_says_it_anew()
    {
        var state = Decide(InStep(), FromMarketing(20, ("first_name", "Eva"), ("phone", "bad")), Contact, Lead).State;
        var settled = new SettledWrite
        {
            Key = "4711>sales", Target = "sales", PersonId = 7, Module = "Leads", RecordId = Lead.RecordId,
            Fields = new Dictionary<string, string?> { ["first_name"] = "Eva" },
            Refused = new Dictionary<string, string?> { ["phone"] = "bad" },
            ChangedAt = Some.Moment.AddSeconds(20), KnownAt = Some.Moment.AddSeconds(22),
        };
        state = Merge.Learn(state, "sales", settled.KnownAt.Value, settled.Fields);
        state = PersonState.FromJson(Merge.Refuse(state, "sales", settled.Refused).ToJson());

        Assert.Null(MissingAfterWrite.Of(Rules, Ada, state, settled, Some.Moment));
        var read = Decide(state, FromSales(23, ("first_name", "Eva"), ("phone", "1")), Contact, Lead);
        Assert.Empty(read.Writes);
        Assert.Equal("bad", read.State.Fields["phone"].Agreed);
        Assert.Empty(Decide(Merge.Refuse(Decide(InStep(), FromMarketing(20, ("last_name", "bad")), Contact, Lead).State, "sales",
            new Dictionary<string, string?> { ["last_name"] = "bad" }), FromSales(23, ("last_name", null)), Contact, Lead).Writes);
        Assert.Equal("bad", Assert.Single(Decide(state, FromMarketing(30, ("phone", "bad")), Contact, Lead).Writes).Fields["phone"]);
        Assert.Equal("good", Assert.Single(Decide(state, FromMarketing(30, ("phone", "good")), Contact, Lead).Writes).Fields["phone"]);
    }

    [Fact]
    public void A_stage_carries_its_time_along_and_a_step_back_is_put_right_where_it_was_taken()
    {
        var rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace("      fields:\n", """
                  lifecycle:
                    marketing: field:7
                    sales: Stage
                    stages:
                      - { name: subscriber, marketing: S, sales: Cold }
                      - { name: mql, marketing: MQL, sales: Warm, since: { marketing: field:8, sales: Warm_Since } }
                      - { name: customer, marketing: C, sales: Won }
                  fields:

            """, StringComparison.Ordinal));
        var mql = ChangeDecision.Decide(rules, Ada, InStep(), [Contact, Lead], FromMarketing(20, ("lifecycle", "mql")), Some.Moment);

        Assert.Contains(mql.Writes, write => write.Target == "sales" && write.Fields["lifecycle"] == "mql" && write.Fields.ContainsKey("mql_since"));
        Assert.Contains(mql.Writes, write => write.Target == "marketing" && write.Fields.Keys.Single() == "mql_since");

        var won = ChangeDecision.Decide(rules, Ada, mql.State, [Contact, Lead], FromMarketing(30, ("lifecycle", "customer")), Some.Moment);
        var back = ChangeDecision.Decide(rules, Ada, won.State, [Contact, Lead], FromSales(40, ("lifecycle", "subscriber")), Some.Moment);

        Assert.Equal("customer", Assert.Single(back.Writes, write => write.Target == "sales").Fields["lifecycle"]);
        Assert.Contains("lifecycle filtered: step customer to subscriber", back.Outcome.Detail!, StringComparison.Ordinal);
    }

    /// <summary>Both know Ada and her phone.</summary>
    private static PersonState InStep()
    {
        var first = Decide(PersonState.Empty, FromMarketing(0, ("first_name", "Ada"), ("phone", "1")));
        return Merge.Learn(first.State, "sales", Some.Moment.AddSeconds(2), first.Writes.Single().Fields);
    }

    private static Decision Decide(PersonState state, PersonChange change, params LinkRow[] links) =>
        ChangeDecision.Decide(Rules, Ada, state, links, change, change.ReceivedAt);

    private static PersonChange FromMarketing(int at, params (string, string?)[] fields) => Change.Of("12", "ada@example.test", at, fields);

    private static PersonChange FromSales(int at, params (string, string?)[] fields) =>
        Change.Of(Lead.RecordId, "ada@example.test", at, fields) with { Source = "sales", Module = "Leads", Kind = "Leads.edit" };
}
