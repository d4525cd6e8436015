namespace Sync.Sandbox.Tests;

public sealed class ZohoMetadataTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_picklist_value_goes_and_another_comes_while_records_keep_theirs()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Lead_Status = "Contacted" });

        await Change(new { vendor = "zoho", module = "Leads", field = "Lead_Status", removeValue = "Contacted", addValue = "In work" });

        var values = (await Fields("Lead_Status")).At("pick_list_values").EnumerateArray().Select(value => value.GetProperty("actual_value").GetString()).ToList();
        Assert.DoesNotContain("Contacted", values);
        Assert.Contains("In work", values);
        Assert.Equal("Contacted", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Lead_Status"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_field_is_no_longer_written_or_read(bool overTheApi)
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Sync_Note = "before", UTM_Source = "x" });
        if (overTheApi)
        {
            Assert.Equal(200, (await _sandbox.Zoho("DELETE", $"settings/fields/{(await Fields("Sync_Note")).String("id")}?module=Leads")).Status);
        }
        else
        {
            await Change(new { vendor = "zoho", module = "Leads", field = "Sync_Note", delete = true });
        }

        Assert.Equal(200, (await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"Sync_Note":"after","UTM_Source":"y"}]}""")).Status);
        var read = await _sandbox.Zoho("GET", $"Leads/{id}");
        Assert.False(read.At("data.0").TryGetProperty("Sync_Note", out _));
        Assert.Equal("y", read.String("data.0.UTM_Source"));
        Assert.DoesNotContain("Sync_Note", (await _sandbox.Zoho("GET", "settings/fields?module=Leads")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_added_after_one_was_deleted_takes_no_old_values()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Sync_Note = "old" });
        await Change(new { vendor = "zoho", module = "Leads", field = "Sync_Note", delete = true });
        await _sandbox.Zoho("POST", "settings/fields?module=Leads", new { fields = new[] { new { field_label = "Fresh", data_type = "text", length = 50 } } });

        Assert.Null((await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Fresh"));
    }

    [Fact]
    public async Task An_email_made_unique_refuses_the_second_and_names_the_first()
    {
        await Change(new { vendor = "zoho", module = "Leads", field = "Email", unique = true });
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });

        var second = await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "B", Email = "A@X.test" } } });

        Assert.Equal(("DUPLICATE_DATA", id), (second.String("data.0.code"), second.String("data.0.details.duplicate_record.id")));
        Assert.Equal("false", (await Fields("Email")).String("unique.case_sensitive"));
    }

    [Theory]
    [InlineData("""{"vendor":"zoho","module":"Nowhere","field":"Email","unique":true}""")]
    [InlineData("""{"vendor":"zoho","module":"Leads","field":"Nothing","unique":true}""")]
    [InlineData("""{"vendor":"zoho","module":"Leads","field":"Lead_Status","removeValue":"Nothing"}""")]
    [InlineData("""{"vendor":"zoho","module":"Leads","field":"Email","delete":true}""")]
    [InlineData("""{"vendor":"zoho","module":"Leads","field":"Email"}""")]
    [InlineData("""{"vendor":"salesforce","module":"Lead","field":"Email","delete":true}""")]
    public async Task A_change_that_makes_no_sense_is_refused_in_words(string body)
    {
        var reply = await _sandbox.Control("PUT", "/metadata", body);

        Assert.Equal(400, reply.Status);
        Assert.NotEmpty(reply.String("error")!);
    }

    [Fact]
    public async Task Who_knows_the_present_state_is_answered_304()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        _sandbox.Time.Advance(TimeSpan.FromMinutes(1));
        var known = ("If-Modified-Since", _sandbox.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:sszzz", null));

        foreach (var path in new[] { "settings/fields?module=Leads", "settings/modules", $"Leads/{id}", "Leads?fields=Email" })
        {
            Assert.Equal(304, (await _sandbox.Zoho("GET", path, null, known)).Status);
        }

        _sandbox.Time.Advance(TimeSpan.FromMinutes(1));
        await Change(new { vendor = "zoho", module = "Leads", field = "Lead_Status", addValue = "New" });
        await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"City":"Ulm"}]}""");
        foreach (var path in new[] { "settings/fields?module=Leads", "settings/modules", $"Leads/{id}", "Leads?fields=Email" })
        {
            Assert.Equal(200, (await _sandbox.Zoho("GET", path, null, known)).Status);
        }
    }

    [Theory]
    [InlineData("settings/layouts?module=Leads", "layouts.0.sections.0.fields.0.api_name", "Email")]
    [InlineData("settings/related_lists?module=Contacts", "related_lists.0.api_name", "Deals")]
    [InlineData("settings/automation/assignment_rules?module=Leads", "assignment_rules.0.id", "5550100000000310045")]
    [InlineData("settings/fields?module=Contacts", "fields.9.lookup.module.id", "5550100000000000127")]
    [InlineData("settings/layouts?module=Nothing", "code", "INVALID_MODULE")]
    [InlineData("settings/layouts", "code", "REQUIRED_PARAM_MISSING")]
    public async Task Settings_are_told(string path, string at, string expected) =>
        Assert.Equal(expected, (await _sandbox.Zoho("GET", path)).String(at));

    [Fact]
    public async Task Records_are_named_by_an_external_field()
    {
        await Change(new { vendor = "zoho", module = "Contacts", field = "AC_Contact_ID", external = "org" });
        await Change(new { vendor = "zoho", module = "Accounts", field = "AC_Account_ID", external = "org" });
        var account = await _sandbox.Insert("Accounts", new { Account_Name = "Acme", AC_Account_ID = "acc 7" });
        var contact = await _sandbox.Insert("Contacts", new { Last_Name = "A", AC_Contact_ID = "ac-1" });
        var own = ("X-EXTERNAL", "Contacts.AC_Contact_ID,Contacts.Account_Name.AC_Account_ID");

        var update = await _sandbox.Zoho("PUT", "Contacts/ac-1", """{"data":[{"Phone":"5","Account_Name":{"id":"acc 7"}}]}""", own);
        var read = await _sandbox.Zoho("GET", "Contacts/ac-1", null, own);

        Assert.Equal((200, contact), (update.Status, update.String("data.0.details.id")));
        Assert.Equal(("5", account), (read.String("data.0.Phone"), read.String("data.0.Account_Name.id")));
        Assert.Equal(204, (await _sandbox.Zoho("GET", "Contacts/ac-2", null, own)).Status);
        Assert.Equal(contact, (await _sandbox.Zoho("DELETE", "Contacts/ac-1", null, own)).String("data.0.details.id"));
    }

    [Theory]
    [InlineData("Contacts.Email")]
    [InlineData("Leads.AC_Contact_ID")]
    [InlineData("Contacts.Account_Name.Phone")]
    public async Task A_field_that_is_not_external_names_nothing(string header) =>
        Assert.Equal("INVALID_DATA", (await _sandbox.Zoho("GET", "Contacts/x", null, ("X-EXTERNAL", header))).String("code"));

    [Fact]
    public async Task The_preference_compares_new_leads_with_contacts()
    {
        const string Body = """
            {"duplicate_check_preference":{"type":"mapped_module_records","type_configurations":[{"field_mappings":[
             {"current_field":{"api_name":"Email","id":"1"},"mapped_field":{"api_name":"Email","id":"2"}}],"mapped_module":{"api_name":"Contacts","id":"3"}}]}}
            """;
        const string Path = "settings/duplicate_check_preference?module=Leads";
        var contact = await _sandbox.Insert("Contacts", new { Last_Name = "A", Email = "a@x.test" });
        Assert.Equal(204, (await _sandbox.Zoho("GET", Path)).Status);
        Assert.Equal("SUCCESS", (await _sandbox.Zoho("POST", Path, Body)).String("duplicate_check_preference.code"));
        Assert.Equal("ALREADY_CONFIGURED", (await _sandbox.Zoho("POST", Path, Body)).String("code"));
        Assert.Equal("Contacts", (await _sandbox.Zoho("GET", Path)).String("duplicate_check_preference.type_configurations.0.mapped_module.api_name"));

        var refused = await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "B", Email = "A@x.test" } } });
        Assert.Equal(("DUPLICATE_DATA", "Contacts", contact), (refused.String("data.0.code"),
            refused.String("data.0.details.duplicate_record.module.api_name"), refused.String("data.0.details.duplicate_record.id")));

        await _sandbox.Zoho("DELETE", Path);
        Assert.Equal(201, (await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "B", Email = "A@x.test" } } })).Status);
    }

    [Fact]
    public async Task The_preference_sees_converted_leads()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A", AC_Contact_ID = "1" });
        await _sandbox.Zoho("POST", $"Leads/{lead}/actions/convert", """{"data":[{}]}""");
        Assert.Equal(201, (await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "B", AC_Contact_ID = "1" } } })).Status);

        await _sandbox.Zoho("PUT", "settings/duplicate_check_preference?module=Leads", """{"duplicate_check_preference":{"type":"converted_records"}}""");
        var refused = await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "C", AC_Contact_ID = "1" } } });

        Assert.Equal(lead, refused.String("data.0.details.duplicate_record.id"));
    }

    private Task<Reply> Change(object body) => _sandbox.Control("PUT", "/metadata", body);

    private async Task<Reply> Fields(string name)
    {
        var all = await _sandbox.Zoho("GET", "settings/fields?module=Leads");
        return all with { Text = all.At("fields").EnumerateArray().Single(field => field.GetProperty("api_name").GetString() == name).GetRawText() };
    }
}
