using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>What a play has done beside its task, on real parts.</summary>
[Collection(nameof(ReadingStack))]
public sealed class BesideTaskTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    [Fact]
    public async Task A_handoff_leaves_one_note_the_owner_and_a_tag_though_answers_are_lost_and_the_form_comes_twice()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "v8/Notes", kind = "timeout-after-write", count = 1 }, Ct);

        await Submit(email);
        await Testing.Eventually.Within(Soon, async () => await Called(before, "/api/3/contactTags") > 0);
        await Submit(email);
        await Testing.Eventually.Within(Soon, async () => (await Ends(email)).SequenceEqual(["deal: filtered: no-contact", "note: written", "owner: written", "tag handed-to-sales: written"]));
        await Stack.Quiet(Soon, Ct);

        var lead = Assert.Single(await Stack.Sandbox.Records("Leads", Ct, email));
        var task = Assert.Single(await Stack.Sandbox.Records("Tasks", Ct));
        var note = Assert.Single(await Stack.Sandbox.Records("Notes", Ct));
        Assert.StartsWith("Ada Lind asked for a demo.", note.GetProperty("Note_Content").GetString(), StringComparison.Ordinal);
        Assert.Contains("form demo-request", note.GetProperty("Note_Content").GetString(), StringComparison.Ordinal);
        Assert.Equal(Text(lead, "id"), Text(note.GetProperty("Parent_Id"), "id"));
        Assert.Equal(Text(task.GetProperty("Owner"), "email"), Text(lead.GetProperty("Owner"), "email"));
        Assert.Equal(1, await Called(before, "/api/3/contactTags"));
        Assert.DoesNotContain(await Stack.Console.DeadLetters(Ct), letter => letter.GetProperty("email").GetString() == email);
    }

    [Fact]
    public async Task A_contact_gets_one_deal_though_its_answer_is_lost()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Contact(email);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "v8/Deals", kind = "timeout-after-write", count = 1 }, Ct);

        await Submit(email);

        await Testing.Eventually.Within(Soon, async () => (await Ends(email)).Contains("deal: written"));
        var contact = Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, email));
        var deal = Assert.Single(await Stack.Sandbox.Records("Deals", Ct));
        Assert.Equal(("Ada Lind demo", Text(contact, "id")), (Text(deal, "Deal_Name"), Text(deal.GetProperty("Contact_Name"), "id")));
    }

    [Fact]
    public async Task Who_has_an_open_deal_is_not_handed_off()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Contact(email);
        var contact = Text(Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, email)), "id");
        var deal = new Dictionary<string, object>
        {
            ["Deal_Name"] = "Roof", ["Stage"] = "Qualification", ["Contact_Name"] = new Dictionary<string, string> { ["id"] = contact },
        };
        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "create", module = "Deals", set = deal }, Ct);

        await Submit(email);

        await Testing.Eventually.Within(Soon, async () => await Judged(email) == "suppressed: open deal");
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Stack.Sandbox.Records("Tasks", Ct));
    }

    [Fact]
    public async Task A_deal_that_comes_to_a_stage_begins_a_play_and_one_that_changes_otherwise_does_not()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email, set = new { firstName = "Ada", lastName = "Lind" } }, Ct);
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, email)).Count == 1);
        var made = await Stack.Sandbox.Act(new { vendor = "activecampaign", module = "deals", @do = "create", set = new { title = "Roof", value = 100, contact = email } }, Ct);
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Stack.Sandbox.Records("Tasks", Ct));

        var id = Text(made[0], "id");
        await Stack.Sandbox.Act(new { vendor = "activecampaign", module = "deals", @do = "update", id, set = new { stage = "In Contact" } }, Ct);
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Tasks", Ct)).Count == 1);
        await Stack.Sandbox.Act(new { vendor = "activecampaign", module = "deals", @do = "update", id, set = new { title = "Big roof" } }, Ct);
        await Stack.Quiet(Soon, Ct);

        Assert.Equal("Talk to Ada Lind", Text(Assert.Single(await Stack.Sandbox.Records("Tasks", Ct)), "Subject"));
        Assert.Equal("handed-off", await Judged(email));
    }

    [Fact]
    public async Task A_deal_that_sales_moves_begins_a_play_and_once_won_tags_its_person_once_though_the_answer_is_lost()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email, set = new { firstName = "Ada", lastName = "Lind" } }, Ct);
        await Stack.Quiet(Soon, Ct);
        await Contact(email);
        var contact = Text(Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, email)), "id");
        var deal = new Dictionary<string, object>
        {
            ["Deal_Name"] = "Roof", ["Stage"] = "Negotiation/Review", ["Contact_Name"] = new Dictionary<string, string> { ["id"] = contact },
        };
        var id = Text((await Stack.Sandbox.Act(new { vendor = "zoho", @do = "create", module = "Deals", set = deal }, Ct))[0], "id");
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Tasks", Ct)).Count == 1);
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "activecampaign", match = "contactTags", kind = "timeout-after-write", count = 1 }, Ct);

        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "update", module = "Deals", id, set = new Dictionary<string, string> { ["Stage"] = "Closed Won" } }, Ct);

        await Testing.Eventually.Within(Soon, async () => await Tagged(email) == "written");
        await Stack.Quiet(Soon, Ct);
        Assert.Equal("Close Ada Lind", Text(Assert.Single(await Stack.Sandbox.Records("Tasks", Ct)), "Subject"));
        Assert.Equal("handed-off", await Judged(email));
        Assert.True(await Called(before, "/api/3/contactTags") <= 1);
        Assert.DoesNotContain(await Stack.Console.DeadLetters(Ct), letter => letter.GetProperty("email").GetString() == email);
    }

    [Fact]
    public async Task An_owner_who_changes_the_leads_status_has_begun_though_his_task_is_still_open()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Submit(email);
        await Testing.Eventually.Within(Soon, async () => (await Ends(email)).Count(end => end.EndsWith("written", StringComparison.Ordinal)) == 3);
        Assert.False(await IsTouched(email));

        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "update", module = "Leads", email, set = new Dictionary<string, string> { ["Company"] = "Called" } }, Ct);

        await Testing.Eventually.Within(Soon, () => IsTouched(email));
        Assert.NotEqual("Completed", Text(Assert.Single(await Stack.Sandbox.Records("Tasks", Ct)), "Status"));
    }

    private async Task Contact(string email)
    {
        await Stack.Sandbox.Act(
            new { vendor = "zoho", @do = "create", module = "Contacts", email, set = new Dictionary<string, string> { ["Last_Name"] = "Lind", ["First_Name"] = "Ada" } }, Ct);
        await Stack.Quiet(Soon, Ct);
    }

    private async Task<string?> Judged(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<string?>("select outcome from handoff.judgement where email = @email", new { email });
    }

    private async Task<string?> Tagged(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<string?>("select outcome from handoff.action where name = 'deal tag' and request like @about", new { about = $"%{email}%" });
    }

    private async Task<bool> IsTouched(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from console.handoff where email = @email and touched_at is not null)", new { email });
    }

    private Task Submit(string email) => Stack.Sandbox.Act(
        new
        {
            vendor = "activecampaign", @as = "public", @do = "form", module = "contacts", email, value = "demo-request",
            set = new { firstName = "Ada", lastName = "Lind" },
        }, Ct);

    private async Task<int> Called(long after, string path) => (await Stack.Sandbox.Calls(after, Ct, "activecampaign")).Count(call =>
        Text(call, "method") == "POST" && Text(call, "path").EndsWith(path, StringComparison.Ordinal) && call.GetProperty("status").GetInt32() is 200 or 201);

    private async Task<IEnumerable<string>> Ends(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.QueryAsync<string>("""
            select a.name || ': ' || coalesce(a.outcome, '') from handoff.action a join handoff.handoff h on h.id = a.handoff_id
             where h.email = @email order by 1
            """, new { email });
    }

    private static string Text(JsonElement record, string field) => record.GetProperty(field).ToString();
}
