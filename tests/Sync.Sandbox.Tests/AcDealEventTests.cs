namespace Sync.Sandbox.Tests;

public sealed class AcDealEventTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;
    private string _contact = null!;
    private string _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _ac = await AcSandbox.Start();
        _contact = await _ac.Contact("nora@x.test");
        _stage = (await _ac.Call("GET", "dealStages")).String("dealStages.0.id")!;
    }

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Fact]
    public async Task A_new_deal_is_told_in_major_units_with_an_entity_for_the_currency_and_its_contact()
    {
        await Create(value: 104_405_500);

        var told = await _ac.Next();

        Assert.Equal(("deal_add", "api", "0"), (told["type"], told["initiated_from"], told["list"]));
        Assert.Equal(("1,044,055.00", "1044055", "eur", "&euro;"), (told["deal[value]"], told["deal[value_raw]"], told["deal[currency]"], told["deal[currency_symbol]"]));
        Assert.Equal((_stage, "To Contact", "Sales"), (told["deal[stageid]"], told["deal[stage_title]"], told["deal[pipeline_title]"]));
        Assert.Equal(("nora@x.test", "nora@x.test"), (told["deal[contact_email]"], told["contact[email]"]));
        Assert.Matches("-0[56]:00$", told["deal[create_date_iso]"]);
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\d \\d\\d:", told["deal[create_date]"]);
    }

    [Theory]
    [InlineData("""{"title":"New"}""", "title,mdate")]
    [InlineData("""{"stage":"SECOND"}""", "stage,mdate")]
    [InlineData("""{"value":5000,"status":1}""", "value,status,mdate")]
    [InlineData("""{"title":"Solar roof"}""", null)]
    public async Task An_update_names_what_changed_and_leaves_the_contact_out(string change, string? fields)
    {
        var id = (await Create()).String("deal.id");
        await _ac.Next();
        var second = (await _ac.Call("GET", "dealStages")).String("dealStages.1.id")!;

        await _ac.Call("PUT", $"deals/{id}", $$"""{"deal":{{change.Replace("SECOND", second, StringComparison.Ordinal)}}}""");

        if (fields is null)
        {
            Assert.True(await _ac.Receiver.Silent());
            return;
        }

        var told = await _ac.Next();
        Assert.Equal("deal_update", told["type"]);
        Assert.Equal(fields, string.Join(',', told.Where(pair => pair.Key.StartsWith("updated_fields[", StringComparison.Ordinal)).Select(pair => pair.Value)));
        Assert.DoesNotContain("contact[email]", told.Keys);
    }

    [Theory]
    [InlineData("valueRaw", "cents", "deal[value_raw]", "1000")]
    [InlineData("dealUpdateContact", "present", "contact[email]", "nora@x.test")]
    public async Task What_reports_contradict_can_be_switched(string name, string value, string key, string expected)
    {
        await _ac.Switch(name, value);
        var id = (await Create()).String("deal.id");
        await _ac.Next();

        await _ac.Call("PATCH", $"deals/{id}", """{"deal":{"value":1000}}""");

        Assert.Equal(expected, (await _ac.Next())[key]);
    }

    [Fact]
    public async Task Custom_fields_are_told_by_label_and_an_empty_one_has_no_id()
    {
        var roof = (await _ac.Call("POST", "dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "Roof type", fieldType = "dropdown", fieldOptions = new[] { "Tile" } } }))
            .String("dealCustomFieldMetum.id");
        var extras = (await _ac.Call("POST", "dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "Extras", fieldType = "multiselect" } }))
            .String("dealCustomFieldMetum.id");
        await _ac.Call("POST", "dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "Permit", fieldType = "date" } });

        await Create(fields: [new { customFieldId = roof, fieldValue = "Slate" }, new { customFieldId = extras, fieldValue = new[] { "Battery", "Pump" } }]);

        var told = await _ac.Next();
        Assert.Equal(("Roof type", "Slate"), (told["deal[fields][0][key]"], told["deal[fields][0][value]"]));
        Assert.Contains("deal[fields][0][id]", told.Keys);
        Assert.Equal(("Battery", "Pump"), (told["deal[fields][1][value][0]"], told["deal[fields][1][value][1]"]));
        Assert.Equal(("Permit", ""), (told["deal[fields][2][key]"], told["deal[fields][2][value]"]));
        Assert.DoesNotContain("deal[fields][2][id]", told.Keys);
    }

    [Fact]
    public async Task A_task_is_told_when_it_comes_and_when_it_is_done()
    {
        var deal = (await Create()).String("deal.id");
        await _ac.Next();

        var task = await _ac.Call("POST", "dealTasks", new { dealTask = new { title = "Ring back", ownerType = "deal", relid = deal, status = 0, duedate = "2026-03-05T09:00:00-06:00", dealTasktype = "1" } });
        var added = await _ac.Next();
        var done = await _ac.Call("PUT", $"dealTasks/{task.String("dealTask.id")}", new { dealTask = new { status = 1 } });
        var completed = await _ac.Next();

        Assert.Equal((201, 201), (task.Status, done.Status));
        Assert.Equal(("deal_task_add", "Call", "2026-03-05 09:00:00", deal), (added["type"], added["task[type_title]"], added["task[duedate]"], added["deal[id]"]));
        Assert.Equal("deal_task_complete", completed["type"]);
        Assert.Contains("task[donedate_iso]", completed.Keys);
        Assert.Equal("Deal", (await _ac.Call("GET", $"dealTasks/{task.String("dealTask.id")}")).String("dealTask.reltype"));
    }

    [Fact]
    public async Task A_task_of_a_contact_has_an_event_of_its_own()
    {
        await _ac.Call("POST", "dealTasks", new { dealTask = new { title = "x", ownerType = "contact", relid = _contact, duedate = "2026-03-05T09:00:00-06:00", dealTasktype = "2" } });

        var told = await _ac.Next();

        Assert.Equal(("contact_task_add", "Email"), (told["type"], told["task[type_title]"]));
        Assert.DoesNotContain("deal[id]", told.Keys);
    }

    [Theory]
    [InlineData("POST", "dealGroups", """{"dealGroup":{"title":"P","currency":"usd"}}""", "deal_pipeline_add", "pipeline[title]", "P")]
    [InlineData("POST", "dealStages", """{"dealStage":{"title":"S","group":GROUP,"color":"FF0000"}}""", "deal_stage_add", "stage[color]", "FF0000")]
    [InlineData("POST", "dealTasktypes", """{"dealTasktype":{"title":"Visit"}}""", "deal_tasktype_add", "tasktype[title]", "Visit")]
    [InlineData("POST", "deals/DEAL/notes", """{"note":{"note":"Went well"}}""", "deal_note_add", "note[text]", "Went well")]
    [InlineData("POST", "notes", """{"note":{"note":"Too","relid":DEAL,"reltype":"Deal"}}""", "deal_note_add", "note[text]", "Too")]
    public async Task Events_of_sales_follow_their_calls(string method, string path, string body, string type, string key, string value)
    {
        var deal = (await Create()).String("deal.id")!;
        await _ac.Next();
        var group = (await _ac.Call("GET", "dealGroups")).String("dealGroups.0.id")!;
        string Fill(string text) => text.Replace("DEAL", deal, StringComparison.Ordinal).Replace("GROUP", group, StringComparison.Ordinal);

        Assert.Equal(201, (await _ac.Call(method, Fill(path), Fill(body))).Status);

        var told = await _ac.Next();
        Assert.Equal((type, value), (told["type"], told[key]));
        Assert.DoesNotContain("contact[email]", told.Keys);
    }

    [Fact]
    public async Task A_salesperson_acts_and_the_webhooks_say_admin()
    {
        var made = await _ac.Sandbox.Act(new { vendor = "ac", module = "deals", @do = "create", set = new { title = "Roof", value = 5000, currency = "usd", contact = "nora@x.test" } });
        var id = made.String("0.id");
        Assert.Equal("admin", (await _ac.Next())["initiated_from"]);

        await _ac.Sandbox.Act(new { vendor = "ac", module = "deals", @do = "update", id, set = new { stage = "Follow Up", status = 1 } });
        Assert.Equal(("deal_update", "1"), (await _ac.Next()) is var won ? (won["type"], won["deal[status]"]) : default);
        await _ac.Sandbox.Act(new { vendor = "ac", module = "deals", @do = "task", id, value = "Call" });
        Assert.Equal("deal_task_add", (await _ac.Next())["type"]);
        await _ac.Sandbox.Act(new { vendor = "ac", module = "deals", @do = "complete", id });
        Assert.Equal("deal_task_complete", (await _ac.Next())["type"]);
        Assert.Equal(1, (await _ac.Sandbox.Control("GET", "/records/ac/deals?email=nora%40x.test")).Json.GetArrayLength());
        Assert.Contains("No deal", (await _ac.Sandbox.Act(new { vendor = "ac", module = "deals", @do = "update", id = 77 })).String("0.error"), StringComparison.Ordinal);
    }

    private Task<Reply> Create(int value = 1_250_000, object[]? fields = null) => _ac.Call("POST", "deals", new
    {
        deal = new { title = "Solar roof", contact = _contact, value, currency = "eur", stage = _stage, owner = "1", status = 0, fields = fields ?? [] },
    });
}
