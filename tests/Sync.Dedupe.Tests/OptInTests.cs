using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Only a confirmed opt-in that is newer than every opt-out takes it back, and only what has to be read is read.</summary>
public sealed class OptInTests(OptOutHost dedupe) : IClassFixture<OptOutHost>
{
    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly (string Lead, string Contact) _crm = ($"{Some.Number()}", $"{Some.Number()}");

    [Fact]
    public async Task Whether_he_has_confirmed_it_is_read_once_where_it_could_reopen_an_opt_out()
    {
        await Known();
        var before = await dedupe.Handle(Joined(30));
        await dedupe.Handle(Change.Of(_contact, _email, 60, ("opted_out", "true")));
        var older = await dedupe.Handle(Joined(60));
        var newer = Joined(61);

        var answer = await dedupe.Handle(newer);
        var again = await dedupe.Handle(newer);

        Assert.Equal([Outcomes.Unchanged, Outcomes.Stale], new[] { before, older }.Select(each => Assert.Single(each.Outcomes, IsOptIn).Outcome));
        Assert.Empty(before.Operations.Concat(older.Operations));
        var look = Assert.Single(answer.Operations);
        Assert.Equal(("marketing", "contacts", _contact), (look.Target, look.Module, look.RecordId));
        Assert.Equal((Some.Moment.AddSeconds(61), Some.Moment.AddSeconds(60)), (look.OptIn!.At, look.OptIn.After));
        Assert.DoesNotContain(answer.Writes, each => each.Fields.GetValueOrDefault("opted_out") == "false");
        Assert.DoesNotContain(answer.Outcomes, IsOptIn);
        Assert.Equal(look.Key, Assert.Single(again.Operations).Key);
    }

    [Fact]
    public async Task A_newer_confirmed_one_reopens_in_the_crm_in_contact_and_lead_and_is_told_as_that()
    {
        await Known();
        var optOut = await dedupe.Handle(Change.Of(_contact, _email, 60, ("opted_out", "true")));
        await Written(Assert.Single(optOut.Writes));

        var answer = await dedupe.Handle(Confirmed(90));
        await Written(Assert.Single(answer.Writes));
        var again = await dedupe.Handle(Crm("Contacts", _crm.Contact, 95, ("opted_out", "true")), Confirmed(90));

        var write = Assert.Single(answer.Writes);
        Assert.Equal(("sales", _crm.Contact, "false", WritePriority.Live), (write.Target, write.RecordId, write.Fields["opted_out"], write.Priority));
        var beside = Assert.Single(answer.Operations);
        Assert.Equal((_crm.Lead, "false"), (beside.RecordId, beside.Set!["Email_Opt_Out"]));
        Assert.Contains(Outcomes.OptInConfirmed, Assert.Single(answer.Outcomes).Detail, StringComparison.Ordinal);
        // Somebody opts out once more in the CRM: the same word of before takes that back no more.
        Assert.Equal([("marketing", "true")], again.Writes.Where(each => each.Target == "marketing").Select(each => (each.Target, each.Fields["opted_out"]!)).Distinct());
        Assert.DoesNotContain(again.Writes, each => each.Fields.GetValueOrDefault("opted_out") == "false");
    }

    [Fact]
    public async Task An_older_one_reopens_nothing_whichever_is_heard_of_first()
    {
        await Known();

        await dedupe.Handle(Confirmed(50));
        var late = await dedupe.Handle(Change.Of(_contact, _email, 40, ("opted_out", "true")));
        var out1 = await dedupe.Handle(Crm("Contacts", _crm.Contact, 60, ("opted_out", "true")));
        var told = Assert.Single(out1.Writes, each => each.Target == "marketing");
        await Written(told, "contacts", _contact);
        var older = await dedupe.Handle(Confirmed(55));

        Assert.DoesNotContain(late.Writes, each => each.Fields.ContainsKey("opted_out"));
        Assert.Equal("true", told.Fields["opted_out"]);
        // He is on the list, and must not be: marketing is told once more.
        Assert.Equal(("marketing", "true"), Assert.Single(older.Writes) is var write ? (write.Target, write.Fields["opted_out"]) : default);
        Assert.DoesNotContain(Outcomes.OptInConfirmed, Assert.Single(older.Outcomes).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operators_correction_takes_no_opt_out_back()
    {
        await Known();
        var said = Change.Of(_contact, _email, 60, ("opted_out", "true"));
        await dedupe.Handle(said);

        var answer = await dedupe.Handle(said with { Key = $"{said.DeliveryId}#1", Replay = 1, Patch = new Dictionary<string, string?> { ["opted_out"] = "false" } });

        Assert.DoesNotContain(answer.Writes, each => each.Fields.GetValueOrDefault("opted_out") == "false");
        Assert.All(answer.Operations, each => Assert.Equal("true", each.Set!["Email_Opt_Out"]));
    }

    [Fact]
    public async Task Where_nobody_is_known_the_part_that_says_it_ends_with_the_change()
    {
        var nobody = Joined(5) with { Email = null, RecordId = $"{Some.Number()}", Fields = new Dictionary<string, string?>() };

        var answer = await dedupe.Handle(nobody);

        Assert.Equal(["filtered: no-email", "filtered: no-email"], answer.Outcomes.Select(each => each.Outcome));
        Assert.Equal([nobody.Key, nobody.OptIn!.Key], answer.Outcomes.Select(each => each.Key));
    }

    private Task Written(WriteRequest request) => Written(request, "Contacts", _crm.Contact);

    private Task Written(WriteRequest request, string module, string record) => dedupe.After(
        () => dedupe.Learn.Consume([request.Settled(module, record)], TestContext.Current.CancellationToken));

    private static bool IsOptIn(OutcomeReached outcome) => ItemKey.Read(outcome.Key).Part == 2;

    private async Task Known()
    {
        await dedupe.Handle(Change.Of(_contact, _email, 0, ("first_name", "Ada"), ("last_name", "Lind")));
        await dedupe.Handle(Crm("Leads", _crm.Lead, 10, ("first_name", "Ada"), ("last_name", "Lind"), ("opted_out", "false")));
        var known = await dedupe.Handle(Crm("Contacts", _crm.Contact, 20, ("first_name", "Ada"), ("last_name", "Lind"), ("opted_out", "false")));
        Assert.Empty(known.Writes);
    }

    private PersonChange Joined(int at)
    {
        var change = Change.Of(_contact, _email, at) with { Kind = "subscribe" };
        return change with
        {
            Key = $"{change.DeliveryId}:1/2", OptIn = new OptInClaim { Key = $"{change.DeliveryId}:2/2", Lists = ["3"] },
        };
    }

    private PersonChange Confirmed(int at)
    {
        var change = Change.Of(_contact, null, at, ("opted_out", "false")) with { Kind = "opt-in", IsConfirmedOptIn = true };
        return change with { Key = $"{change.DeliveryId}:2/2" };
    }

    private PersonChange Crm(string module, string record, int at, params (string, string?)[] fields) => Change.Of(record, _email, at, fields) with
    {
        Source = "sales", Module = module, BetterModules = module == "Leads" ? ["Contacts"] : null,
    };
}
