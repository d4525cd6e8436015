using static Sync.Connectors.Tests.SandboxAccounts;

namespace Sync.Connectors.Tests.Zoho;

/// <summary>Against the local Zoho CRM, which keeps to what the vendor documents.</summary>
public sealed class ZohoSandboxTests(SandboxAccounts accounts) : IClassFixture<SandboxAccounts>
{
    private const string Mia = "5550100000000235011";
    private const string Former = "5550100000000235014";

    private VendorConnection Org => accounts.Zoho;

    [Fact]
    public async Task More_than_two_thousand_changes_come_once_each_whatever_becomes_of_the_process()
    {
        var began = DateTimeOffset.UtcNow;
        const int Many = 2_450;
        foreach (var some in Enumerable.Range(0, Many).Chunk(100))
        {
            var records = some.Select(i => Some.Record(null, $"many{i}@x.test", ("Last_Name", $"L{i}"))).ToList();
            Assert.All((await Org.Target.Write("Leads", records, Ct)).Value(), outcome => Assert.IsType<WriteOutcome.Written>(outcome));
        }

        var query = new SourceQuery.ChangedSince("Leads", began) { Fields = ["Last_Name"] };
        var seen = new List<SourceRecord>();
        var pages = 0;
        string? cursor = null;
        do
        {
            var page = (await Org.Source.Page(query, cursor, Ct)).Value();
            seen.AddRange(page.Records.Where(record => record.Email?.StartsWith("many", StringComparison.Ordinal) is true));
            cursor = page.Next;
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(Many, seen.Count);
        Assert.Equal(Many, seen.Select(record => record.Fields["Last_Name"]).Distinct().Count());
        Assert.True(pages >= Many / 200);
        Assert.Equal(seen.Select(record => record.ChangedAt).Order(), seen.Select(record => record.ChangedAt));
    }

    [Fact]
    public async Task What_is_deleted_is_listed_and_gone()
    {
        var began = DateTimeOffset.UtcNow.AddSeconds(-1);
        var id = await Lead("deleted@x.test");
        await accounts.Act(new { vendor = "zoho", @do = "delete", module = "Leads", id });

        var page = (await Org.Source.Page(new SourceQuery.Deleted("Leads", began), null, Ct)).Value();

        Assert.Contains(page.Deleted, each => each.RecordId == id && !each.ForGood);
        Assert.Equal([id], (await Org.Source.Gone("Leads", [id], Ct)).Value());
        Assert.Empty((await Org.Source.Read("Leads", [id], null, Ct)).Value());
    }

    [Fact]
    public async Task A_company_is_found_by_its_web_site_however_it_is_written_and_by_no_other()
    {
        var sites = new[] { "https://www.acme-one.test/de", "notacme-one.test", "acme-two.test" };
        var made = (await Org.Target.Write(
            "Accounts", [.. sites.Select(site => Some.Record(null, site, ("Account_Name", "Acme"), ("Website", site)))], Ct)).Value();

        var found = (await Org.Target.FindCompanies(["acme-one.test", "acme-two.test", "acme.test"], ["Account_Name", "Website"], Ct)).Value();

        var ids = made.Select(outcome => Assert.IsType<WriteOutcome.Written>(outcome).RecordId).ToList();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal([("acme-one.test", ids[0]), ("acme-two.test", ids[2])], found.Select(record => (record.Email!, record.RecordId)));
        Assert.Equal("Acme", found[0].Fields["Account_Name"]);
    }

    [Fact]
    public async Task A_lead_is_handed_over_with_tag_task_note_deal_and_owner_and_each_only_once()
    {
        var id = await Lead("handover@x.test");
        var about = new RecordLink("Leads", id);
        Operation[] operations =
        [
            new Operation.SetTag("Leads", id, "ac-mql", Present: true),
            new Operation.AddTask(about, "Call Ada", new Mark("t-1")) { Text = "Score 55", Due = DateTimeOffset.UtcNow.AddDays(1), Priority = "High", OwnerId = Mia },
            new Operation.AddNote(about, "Opened 3 mails", new Mark("n-1")) { Title = "Hand-off" },
            new Operation.Assign("Leads", id, Mia),
            new Operation.Assign("Leads", id, Former),
        ];

        var first = (await Org.Operations.Run(operations, Ct)).Value();
        var again = (await Org.Operations.Run(operations, Ct)).Value();

        Assert.All(first.Take(4), outcome => Assert.IsType<WriteOutcome.Written>(outcome));
        Assert.Equal("OWNER_INACTIVE", Assert.IsType<WriteOutcome.Refused>(first[4]).Fault.Code);
        Assert.Equal(first.Take(4).Select(Id), again.Take(4).Select(Id));
        Assert.False(((WriteOutcome.Written)again[1]).Created);
        var lead = Assert.Single((await Org.Source.Read("Leads", [id], ["Tag", "Owner", "Last_Name"], Ct)).Value());
        Assert.Equal(("||ac-mql||", Mia), (lead.Fields["Tag"], lead.Fields["Owner"]));
        var task = Assert.Single((await Org.Source.Read("Tasks", [Id(first[1])], ["Subject", "What_Id", "Description"], Ct)).Value());
        Assert.Equal(("Call Ada", id), (task.Fields["Subject"], task.Fields["What_Id"]));
    }

    [Fact]
    public async Task A_lead_is_converted_once()
    {
        var id = await Lead("convert@x.test", ("Company", "Northwind"));
        var convert = new Operation.Convert(id)
        {
            Deal = new Dictionary<string, string?> { ["Deal_Name"] = "Roof", ["Stage"] = "Qualification", ["Amount"] = "1200", ["Pipeline"] = "Standard (Standard)", ["Closing_Date"] = "2027-01-31" },
        };

        var first = Assert.IsType<WriteOutcome.Written>(Assert.Single((await Org.Operations.Run([convert], Ct)).Value()));
        var again = Assert.IsType<WriteOutcome.Written>(Assert.Single((await Org.Operations.Run([convert], Ct)).Value()));

        Assert.Equal((true, false), (first.Created, again.Created));
        Assert.Equal(first.Others, again.Others);
        Assert.Equal(["Accounts", "Contacts", "Deals"], first.Others.Keys.Order());
        var lead = Assert.Single((await Org.Source.Read("Leads", [id], ["Converted__s", "Converted_Contact"], Ct)).Value());
        Assert.Equal(("true", first.RecordId), (lead.Fields["Converted__s"], lead.Fields["Converted_Contact"]));
        var deal = new Operation.SaveDeal(null)
        {
            Title = "Second roof", Stage = "Qualification", Mark = new Mark("deal-1"), ContactId = first.RecordId, Value = new Money(10.5m, "EUR"),
        };
        var made = Assert.IsType<WriteOutcome.Written>(Assert.Single((await Org.Operations.Run([deal], Ct)).Value()));
        Assert.Equal(made with { Created = false }, Assert.Single((await Org.Operations.Run([deal], Ct)).Value()));
    }

    [Fact]
    public async Task The_channel_is_registered_and_removed()
    {
        var desired = new DesiredRegistration(new Uri("https://sync.example.test/zoho?k=v")) { Kinds = ["Leads.all", "Contacts.edit"], Token = "s3cr3t" };

        var state = (await Org.Registration.Ensure(desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Created], state.Done);
        Assert.Empty(state.Notices);
        Assert.InRange(state.ExpiresAt!.Value, DateTimeOffset.UtcNow.AddDays(6), DateTimeOffset.UtcNow.AddDays(7));
        Assert.Empty((await Org.Registration.Ensure(desired, Ct)).Value().Done);
        Assert.Equal([RegistrationStep.Corrected], (await Org.Registration.Ensure(desired with { Kinds = ["Leads.create"] }, Ct)).Value().Done);
        Assert.Equal([RegistrationStep.Removed], (await Org.Registration.Remove(desired, Ct)).Value().Done);
        Assert.Null((await Org.Registration.Look(desired, Ct)).Value().Address);
    }

    [Fact]
    public async Task A_checkup_finds_what_is_right_and_what_is_wrong()
    {
        var lines = await Org.Checkup.Run(new CheckupRequest
        {
            Fields =
            [
                new NeededField("Leads", "Last_Name", ValueKind.Text) { Creates = true },
                new NeededField("Leads", "Lead_Source", ValueKind.Choice) { Values = ["Web Form", "Carrier pigeon"] },
                new NeededField("Leads", "Modified_Time", ValueKind.Moment),
            ],
            Modules = ["Tasks", "Deals"],
            Owners = ["mia@acme.test", Former],
        }, Ct);

        Assert.Equal(
            ["field Leads.Lead_Source", "field Leads.Modified_Time", $"owner {Former}"], lines.Where(line => !line.Ok).Select(line => line.Check));
        Assert.Contains("'Carrier pigeon'", lines.First(line => line.Check == "field Leads.Lead_Source").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_read()
    {
        Assert.Contains((await Org.Metadata.Users(Ct)).Value(), user => user is { Email: "mia@acme.test", IsActive: true });
        Assert.Contains((await Org.Metadata.Pipelines(Ct)).Value(), pipeline => pipeline.Stages.Any(stage => stage.Id == "Closed Won"));
        Assert.Contains((await Org.Metadata.Things(ThingKind.Module, Ct)).Value(), module => module.Id == "Leads");
    }

    private async Task<string> Lead(string email, params (string Name, string? Value)[] fields) => Id(Assert.Single(
        (await Org.Target.Write("Leads", [Some.Record(null, email, [("Last_Name", "Okafor"), .. fields])], Ct)).Value()));

    private static string Id(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Written>(outcome).RecordId;
}
