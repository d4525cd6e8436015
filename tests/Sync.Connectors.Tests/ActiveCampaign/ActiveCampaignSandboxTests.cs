using Sync.Testing;
using static Sync.Connectors.Tests.SandboxAccounts;

namespace Sync.Connectors.Tests.ActiveCampaign;

/// <summary>Against the local ActiveCampaign, which keeps to what the vendor documents.</summary>
public sealed class ActiveCampaignSandboxTests(SandboxAccounts accounts) : IClassFixture<SandboxAccounts>
{
    private VendorConnection Account => accounts.ActiveCampaign;

    [Fact]
    public async Task Contacts_written_tagged_and_listed_are_read_back_and_missed_when_deleted()
    {
        var began = DateTimeOffset.UtcNow;
        var ids = new List<string>();
        foreach (var email in new[] { "sweep1@x.test", "sweep2@x.test", "sweep3@x.test" })
        {
            var written = (await Account.Target.Write("contacts", [Some.Record(null, email, ("first_name", "Ada"), ("field:3", "Gothenburg"))], Ct)).Value();
            ids.Add(Assert.IsType<WriteOutcome.Written>(Assert.Single(written)).RecordId);
        }

        var tagged = (await Account.Operations.Run([new Operation.SetTag("contacts", ids[0], "Sweep, and & more", true)], Ct)).Value();
        Assert.All(tagged, outcome => Assert.IsType<WriteOutcome.Written>(outcome));

        var changed = await All(new SourceQuery.ChangedSince("contacts", began) { Fields = ["first_name", "field:3", "tags"] });
        var first = Assert.Single(changed, record => record.RecordId == ids[0]);
        Assert.Equal(("sweep1@x.test", "Ada", "Gothenburg", "Sweep, and & more"), (first.Email, first.Fields["first_name"], first.Fields["field:3"], first.Fields["tags"]));
        Assert.Equal([ids[0]], (await All(new SourceQuery.Tagged("contacts", "SWEEP, and & more"))).Select(record => record.RecordId));
        Assert.InRange(first.ChangedAt, began.AddSeconds(-2), DateTimeOffset.UtcNow);

        await accounts.Act(new { vendor = "activecampaign", @do = "delete", id = ids[1] });
        Assert.Equal([ids[1]], (await Account.Source.Gone("contacts", ids, Ct)).Value());
        Assert.Equal([ids[2], ids[0]], (await Account.Source.Read("contacts", [ids[2], ids[1], ids[0]], ["phone"], Ct)).Value().Select(each => each.RecordId));

        var off = (await Account.Operations.Run([new Operation.SetTag("contacts", ids[0], "sweep, AND & more", false)], Ct)).Value();
        Assert.IsType<WriteOutcome.Written>(Assert.Single(off));
        Assert.Empty(await All(new SourceQuery.Tagged("contacts", "Sweep, and & more")));
    }

    [Fact]
    public async Task A_bulk_import_is_swept_page_by_page()
    {
        var people = Enumerable.Range(0, 620).Select(i => new ImportPerson(i == 300 ? "no address" : $"bulk{i}@x.test", new Dictionary<string, string?>
        {
            ["first_name"] = $"P{i}",
        })
        {
            Tags = ["bulk"],
        }).ToList();

        var outcomes = (await Account.Import!.Import(people, Ct)).Value();

        Assert.Equal(300, Assert.Single(Enumerable.Range(0, 620), i => outcomes[i] is ImportOutcome.Refused));
        var batch = outcomes.OfType<ImportOutcome.Queued>().Last().BatchId;
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => (await Account.Import.Progress(batch, Ct)).Value().IsOver);
        Assert.False((await Account.Import.IsBusy(Ct)).Value().IsBusy);
        var seen = await All(new SourceQuery.Tagged("contacts", "bulk") { Fields = ["first_name"] });
        Assert.Equal(619, seen.Select(record => record.Email).Distinct().Count());
        Assert.Equal(619, seen.Count);
        var some = (await Account.Import.Read([.. seen.Take(120).Select(record => record.RecordId), "999999"], ["first_name"], Ct)).Value();
        Assert.Equal(120, some.Count);
        Assert.All(some, record => Assert.Equal(record.Email, $"bulk{record.Fields["first_name"]![1..]}@x.test"));
    }

    [Fact]
    public async Task How_a_contact_stands_on_its_lists_is_read_with_the_time_since_when()
    {
        var id = Assert.IsType<WriteOutcome.Written>(Assert.Single(
            (await Account.Target.Write("contacts", [Some.Record(null, "stands@x.test")], Ct)).Value())).RecordId;
        Assert.Empty((await Account.Target.ReadSubscriptions(id, Ct)).Value());

        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await accounts.Act(new { vendor = "activecampaign", @as = "public", @do = "sign-up", id, value = "1" });
        Assert.Equal(("1", SubscriptionState.Pending), await Stands());
        await accounts.Act(new { vendor = "activecampaign", @as = "public", @do = "subscribe", id, value = "1" });
        Assert.Equal(("1", SubscriptionState.Active), await Stands());
        Assert.InRange(Assert.Single((await Account.Target.ReadSubscriptions(id, Ct)).Value()).Since!.Value, before, DateTimeOffset.UtcNow);
        await accounts.Act(new { vendor = "activecampaign", @as = "public", @do = "unsubscribe", id, value = "1" });
        Assert.Equal(("1", SubscriptionState.Off), await Stands());
        Assert.Empty((await Account.Target.ReadSubscriptions("999999", Ct)).Value());

        async Task<(string, SubscriptionState)> Stands() =>
            Assert.Single((await Account.Target.ReadSubscriptions(id, Ct)).Value()) is var one ? (one.List, one.State) : default;
    }

    [Fact]
    public async Task Whoever_opted_out_stays_out_until_he_opts_in()
    {
        var list = (await Account.Metadata.Things(ThingKind.List, Ct)).Value()[0].Id;
        var id = Assert.IsType<WriteOutcome.Written>(Assert.Single(
            (await Account.Target.Write("contacts", [Some.Record(null, "consent@x.test")], Ct)).Value())).RecordId;
        var subscribe = new Operation.SetSubscription(id, list, Subscribed: true);

        Assert.IsType<WriteOutcome.Written>(await Run(subscribe));
        await accounts.Act(new { vendor = "activecampaign", @as = "public", @do = "unsubscribe", id, value = list });

        Assert.Equal(Operation.Consent, Refusal(await Run(subscribe)).Code);
        Assert.Equal("2", await State(id, list));
        Assert.Equal(Operation.Consent, Refusal(await Run(subscribe with { OptIn = new ConfirmedOptIn(DateTimeOffset.UtcNow.AddDays(-1), "d-1") })).Code);
        Assert.IsType<WriteOutcome.Written>(await Run(subscribe with { OptIn = new ConfirmedOptIn(DateTimeOffset.UtcNow.AddMinutes(1), "d-2") }));
        Assert.Equal("1", await State(id, list));
    }

    [Fact]
    public async Task A_note_is_made_once()
    {
        var id = Assert.IsType<WriteOutcome.Written>(Assert.Single(
            (await Account.Target.Write("contacts", [Some.Record(null, "note@x.test")], Ct)).Value())).RecordId;
        var note = new Operation.AddNote(new RecordLink("contacts", id), "Opened 3 mails", new Mark("d-1"));

        var first = Assert.IsType<WriteOutcome.Written>(await Run(note));
        var again = Assert.IsType<WriteOutcome.Written>(await Run(note));

        Assert.Equal((true, false, first.RecordId), (first.Created, again.Created, again.RecordId));
    }

    [Fact]
    public async Task The_webhook_is_registered_corrected_and_removed()
    {
        var desired = new DesiredRegistration(new Uri("https://sync.example.test/hooks/x")) { Kinds = ["subscribe", "update"] };

        Assert.Equal([RegistrationStep.Created], (await Account.Registration.Ensure(desired, Ct)).Value().Done);
        Assert.Empty((await Account.Registration.Ensure(desired, Ct)).Value().Done);
        Assert.Equal([RegistrationStep.Corrected], (await Account.Registration.Ensure(desired with { Kinds = ["update"] }, Ct)).Value().Done);
        Assert.Equal([RegistrationStep.Recreated], (await Account.Registration.Ensure(desired with { Kinds = ["update"], Recreate = true }, Ct)).Value().Done);
        Assert.Equal([RegistrationStep.Removed], (await Account.Registration.Remove(desired, Ct)).Value().Done);
    }

    [Fact]
    public async Task A_checkup_finds_what_is_right_and_what_is_wrong()
    {
        var lines = await Account.Checkup.Run(new CheckupRequest
        {
            Fields = [new NeededField("contacts", "email", ValueKind.Email), new NeededField("contacts", "field:nowhere")],
            Registration = new DesiredRegistration(new Uri("https://sync.example.test/nobody")) { Kinds = ["update"] },
        }, Ct);

        Assert.Equal(["field contacts.field:nowhere", "webhooks"], lines.Where(line => !line.Ok).Select(line => line.Check));
        Assert.Contains(lines, line => line is { Check: "key", Ok: true });
    }

    private async Task<WriteOutcome> Run(Operation operation) => Assert.Single((await Account.Operations.Run([operation], Ct)).Value());

    private async Task<string?> State(string id, string list) =>
        Assert.Single((await Account.Source.Read("contacts", [id], [$"list:{list}"], Ct)).Value()).Fields[$"list:{list}"];

    private static VendorFault Refusal(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Refused>(outcome).Fault;

    private async Task<List<SourceRecord>> All(SourceQuery query)
    {
        var records = new List<SourceRecord>();
        for (string? cursor = null; ;)
        {
            var page = (await Account.Source.Page(query, cursor, Ct)).Value();
            records.AddRange(page.Records);
            if ((cursor = page.Next) is null)
            {
                return records;
            }
        }
    }
}
