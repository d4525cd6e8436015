namespace Sync.Sandbox.Tests;

public sealed class AcRelatedTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;
    private string _contact = null!;

    public async ValueTask InitializeAsync()
    {
        _ac = await AcSandbox.Start();
        _contact = await _ac.Contact("nora@x.test");
    }

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Fact]
    public async Task A_contact_enters_an_automation_once_and_every_failure_is_the_same_403()
    {
        var entered = await Enter(_contact, "31");
        var again = await Enter(_contact, "31");
        var nowhere = await Enter(_contact, "999");
        var nobody = await Enter("999", "31");

        Assert.Equal((201, "31"), (entered.Status, entered.String("contactAutomation.seriesid")));
        Assert.All(new[] { again, nowhere, nobody }, reply => Assert.Equal((403, "Could not create SubscriberSeries"), (reply.Status, reply.String("message"))));
        Assert.Equal(1, (await _ac.Call("GET", $"contacts/{_contact}/contactAutomations")).At("contactAutomations").GetArrayLength());
        Assert.Equal(200, (await _ac.Call("DELETE", $"contactAutomations/{entered.String("contactAutomation.id")}")).Status);
        Assert.Equal(403, (await _ac.Call("DELETE", $"contactAutomations/{entered.String("contactAutomation.id")}")).Status);
        await _ac.Switch("repeatedAutomation", "allowed");
        Assert.Equal((201, 201), ((await Enter(_contact, "31")).Status, (await Enter(_contact, "31")).Status));
    }

    [Fact]
    public async Task Scores_are_read_only()
    {
        await _ac.Sandbox.Act(new { vendor = "ac", @do = "score", email = "nora@x.test", value = "42" });

        Assert.Equal("Lead score", (await _ac.Call("GET", "scores")).String("scores.0.name"));
        Assert.Equal("42", (await _ac.Call("GET", $"contacts/{_contact}/scoreValues")).String("scoreValues.0.scoreValue"));
        Assert.Equal("42", (await _ac.Call("GET", "scoreValues")).String("scoreValues.0.scoreValue"));
        Assert.Equal(404, (await _ac.Call("POST", "scores", "{}")).Status);
    }

    [Theory]
    [InlineData("users/2", 200)]
    [InlineData("users/email/olle.berg@example.test", 200)]
    [InlineData("users/username/admin", 200)]
    [InlineData("users/9", 404)]
    [InlineData("groups/3", 200)]
    [InlineData("groups/9", 403)]
    [InlineData("forms/5", 200)]
    [InlineData("forms/9", 403)]
    [InlineData("notes/9", 404)]
    [InlineData("fieldValues/9", 403)]
    [InlineData("automations/31", 200)]
    [InlineData("scores/9", 404)]
    public async Task What_is_not_there_is_missing_or_forbidden(string path, int status) =>
        Assert.Equal(status, (await _ac.Call("GET", path)).Status);

    [Theory]
    [InlineData("PUT", "notes/9", """{"note":{"note":"x"}}""", 403, "No Result found for Note with id 9")]
    [InlineData("DELETE", "notes/9", null, 403, "No Result found for Note with id 9")]
    [InlineData("POST", "notes", """{"note":{"note":"x","relid":9,"reltype":"Deal"}}""", 404, "No Result found for Deal with id 9")]
    [InlineData("POST", "notes", """{"note":{"note":"x","relid":9,"reltype":"Other"}}""", 422, "field_invalid")]
    [InlineData("POST", "contacts", "{broken", 400, "{}")]
    [InlineData("GET", "contactDeals/9", null, 404, "No Result found for SubscriberDeal with id 9")]
    [InlineData("GET", "accountContacts/9", null, 404, "No Result found for CustomerAccountSubscriber with id 9")]
    public async Task Refusals_have_the_shape_of_their_route(string method, string path, string? body, int status, string words)
    {
        var reply = await _ac.Call(method, path, body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_can_be_changed_and_deleted()
    {
        var id = (await _ac.Call("POST", "notes", new { note = new { note = "One", relid = _contact, reltype = "Subscriber" } })).String("note.id");

        Assert.Equal("Two", (await _ac.Call("PUT", $"notes/{id}", new { note = new { note = "Two" } })).String("note.note"));
        Assert.Equal("Two", (await _ac.Call("GET", $"contacts/{_contact}/notes")).String("notes.0.note"));
        Assert.Equal(200, (await _ac.Call("DELETE", $"notes/{id}")).Status);
        Assert.Equal(0, (await _ac.Call("GET", $"contacts/{_contact}/notes")).At("notes").GetArrayLength());
    }

    [Fact]
    public async Task Related_records_come_as_siblings_when_asked_for()
    {
        var tag = (await _ac.Call("POST", "tags", new { tag = new { tag = "vip", tagType = "contact" } })).String("tag.id");
        await _ac.Call("POST", "contactTags", new { contactTag = new { contact = _contact, tag } });
        await _ac.Call("POST", "contactLists", new { contactList = new { contact = _contact, list = 1, status = 1 } });

        var plain = await _ac.Call("GET", "contacts");
        var list = await _ac.Call("GET", "contacts?include=contactTags.tag,contactLists,fieldValues,nothing");
        var one = await _ac.Call("GET", $"contacts/{_contact}?include=contactTags");

        Assert.False(plain.Json.TryGetProperty("contactTags", out _));
        Assert.Equal(("vip", tag, "1"), (list.String("tags.0.tag"), list.String("contactTags.0.tag"), list.String("contactLists.0.list")));
        Assert.Equal(0, list.At("fieldValues").GetArrayLength());
        Assert.False(list.Json.TryGetProperty("nothing", out _));
        Assert.Equal(tag, one.String("contactTags.0.tag"));
        Assert.False((await _ac.Call("GET", $"contacts/{_contact}/contactTags")).Json.TryGetProperty("meta", out _));
    }

    [Fact]
    public async Task An_import_calls_back_with_the_callers_own_parameters_and_headers()
    {
        await using var back = await Receiver.Start();
        var reply = await _ac.Call("POST", "import/bulk_import", new
        {
            contacts = new[] { new { email = "a@x.test" } },
            callback = new
            {
                url = back.Address, requestType = "POST", detailed_results = "true",
                @params = new[] { new { key = "job", value = "88" } }, headers = new[] { new { key = "X-Job", value = "h88" } },
            },
        });

        _ac.Sandbox.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("completed", (await _ac.Call("GET", $"import/info?batchId={reply.String("batchId")}")).String("status"));
        var body = await back.NextForm();

        Assert.Contains($"batchId={reply.String("batchId")}\n", body, StringComparison.Ordinal);
        Assert.Contains("job=88\n", body, StringComparison.Ordinal);
        Assert.Contains("success[0]=", body, StringComparison.Ordinal);
        Assert.Equal("h88", back.LastHeader("X-Job"));
    }

    [Fact]
    public async Task Second_contacts_take_part_in_a_deal()
    {
        var stage = (await _ac.Call("GET", "dealStages")).String("dealStages.0.id");
        var other = await _ac.Contact("olle@x.test");
        var deal = (await _ac.Call("POST", "deals", new { deal = new { title = "x", value = 1, currency = "eur", contact = _contact, stage, owner = 1 } })).String("deal.id");

        var link = await _ac.Call("POST", "contactDeals", new { contactDeal = new { contact = other, deal, role = "Buyer" } });

        Assert.Equal(201, link.Status);
        Assert.Equal(deal, (await _ac.Call("GET", $"contacts/{other}/deals")).String("deals.0.id"));
        Assert.Equal("Buyer", (await _ac.Call("GET", $"deals/{deal}/contactDeals")).String("contactDeals.0.role"));
        Assert.Equal(200, (await _ac.Call("DELETE", $"contactDeals/{link.String("contactDeal.id")}")).Status);
    }

    private Task<Reply> Enter(string contact, string automation) =>
        _ac.Call("POST", "contactAutomations", new { contactAutomation = new { contact, automation } });
}
