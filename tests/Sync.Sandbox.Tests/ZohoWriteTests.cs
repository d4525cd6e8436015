namespace Sync.Sandbox.Tests;

public sealed class ZohoWriteTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task An_insert_answers_201_and_allows_the_same_email_twice()
    {
        var item = new { Last_Name = "Okafor", Email = "ada@x.test" };

        var reply = await _sandbox.Zoho("POST", "Leads", new { data = new[] { item, item } });

        Assert.Equal(201, reply.Status);
        Assert.Equal("approved", reply.String("data.0.details.$approval_state"));
        Assert.Equal("1", (await _sandbox.Control("GET", "/summary")).String("zoho.duplicatesByEmail"));
    }

    [Theory]
    [InlineData("""[{"Last_Name":"A"},{"First_Name":"x"}]""", 207, "MANDATORY_NOT_FOUND")]
    [InlineData("""[{"First_Name":"x"}]""", 400, "MANDATORY_NOT_FOUND")]
    [InlineData("""[{"Last_Name":"A","Email":"a@x"}]""", 400, "\"expected_data_type\":\"email\"")]
    [InlineData("""[{"Last_Name":"A","Email":"å@x.test"}]""", 400, "\"expected_data_type\":\"email\"")]
    [InlineData("""[{"Last_Name":"A","AC_Score":"5"}]""", 400, "\"expected_data_type\":\"integer\"")]
    [InlineData("""[{"Last_Name":"A","Email_Opt_Out":"true"}]""", 400, "\"expected_data_type\":\"boolean\"")]
    [InlineData("""[{"Last_Name":"A","Demo_Date":"01.02.2026"}]""", 400, "\"expected_data_type\":\"date\"")]
    [InlineData("""[{"Last_Name":"A","Interests":"Red"}]""", 400, "\"expected_data_type\":\"multiselectpicklist\"")]
    [InlineData("""[{"Last_Name":"A","Owner":{"id":"5550100000000235014"}}]""", 400, "the id given seems to be invalid")]
    [InlineData("""[{"Last_Name":"A","Phone":"0123456789012345678901234567890"}]""", 400, "\"maximum_length\":30")]
    [InlineData("""[{"Last_Name":"A","Unknown":{"x":1},"Full_Name":"y","Plan":"Unlisted"}]""", 201, "record added")]
    public async Task Each_item_is_judged_by_itself(string data, int status, string words)
    {
        var reply = await _sandbox.Zoho("POST", "Leads", $$"""{"data":{{data}}}""");

        Assert.Equal(status, reply.Status);
        Assert.Contains(words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_is_partial_and_null_clears()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", City = "Berlin", Company = "Acme" });

        Assert.Equal(200, (await _sandbox.Zoho("PUT", "Leads", $$"""{"data":[{"id":"{{id}}","City":null}]}""")).Status);

        var read = await _sandbox.Zoho("GET", $"Leads/{id}");
        Assert.Null(read.String("data.0.City"));
        Assert.Equal("Acme", read.String("data.0.Company"));
    }

    [Fact]
    public async Task Multi_select_values_are_replaced_unless_appended()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Interests = new[] { "Red" } });

        await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"Interests":["Blue"],"$append_values":{"Interests":true}}]}""");
        Assert.Equal(2, (await _sandbox.Zoho("GET", $"Leads/{id}")).At("data.0.Interests").GetArrayLength());
        await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"Interests":["Green"]}]}""");
        Assert.Equal("Green", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Interests.0"));
    }

    [Fact]
    public async Task An_upsert_finds_by_email_whatever_its_case()
    {
        var body = (string email) => new { data = new[] { new { Last_Name = "Okafor", Email = email } }, duplicate_check_fields = new[] { "Email" } };

        var first = await _sandbox.Zoho("POST", "Leads/upsert", body("ada@x.test"));
        var second = await _sandbox.Zoho("POST", "Leads/upsert", body("ADA@x.test"));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal(("insert", null), (first.String("data.0.action"), first.String("data.0.duplicate_field")));
        Assert.Equal(("update", "Email"), (second.String("data.0.action"), second.String("data.0.duplicate_field")));
        Assert.Equal(first.String("data.0.details.id"), second.String("data.0.details.id"));
    }

    [Theory]
    [InlineData(null, "a@x.test", "2", "Email")]
    [InlineData("Email", "a@x.test", "9", "Email")]
    [InlineData("Email", "none@x.test", "2", "AC_Contact_ID")]
    [InlineData("AC_Contact_ID", "none@x.test", "2", "AC_Contact_ID")]
    [InlineData("AC_Contact_ID", "a@x.test", "9", null)]
    public async Task The_order_of_check_fields_decides(string? check, string email, string acId, string? foundBy)
    {
        await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });
        await _sandbox.Insert("Leads", new { Last_Name = "B", Email = "b@x.test", AC_Contact_ID = "2" });
        var item = new Dictionary<string, string> { ["Last_Name"] = "C", ["Email"] = email, ["AC_Contact_ID"] = acId };

        var reply = await _sandbox.Zoho("POST", "Leads/upsert", check is null
            ? new { data = new[] { item } }
            : new { data = new[] { item }, duplicate_check_fields = new[] { check } });

        if (check is null)
        {
            // Found by its e-mail, yet another record owns the unique value.
            Assert.Equal("DUPLICATE_DATA", reply.String("data.0.code"));
            Assert.Equal("AC_Contact_ID", reply.String("data.0.details.api_name"));
        }
        else
        {
            Assert.Equal(foundBy, reply.String("data.0.duplicate_field"));
        }
    }

    [Fact]
    public async Task A_unique_value_of_another_record_is_a_duplicate_that_names_its_holder()
    {
        var id = await _sandbox.Insert("Contacts", new { Last_Name = "A", AC_Contact_ID = "7" });

        var reply = await _sandbox.Zoho("POST", "Contacts", new { data = new[] { new { Last_Name = "B", AC_Contact_ID = "7" } } });

        Assert.Equal(400, reply.Status);
        Assert.Equal(id, reply.String("data.0.details.duplicate_record.id"));
        Assert.Equal("Contacts", reply.String("data.0.details.duplicate_record.module.api_name"));
    }

    [Theory]
    [InlineData("POST", "Nothing", """{"data":[{}]}""", 400, "INVALID_MODULE")]
    [InlineData("POST", "Leads", "no json", 400, "MANDATORY_NOT_FOUND")]
    [InlineData("PUT", "Leads", """{"data":[{"id":"5550100000009999999","City":"x"}]}""", 400, "the id given seems to be invalid")]
    [InlineData("DELETE", "Leads?ids=5550100000009999999", null, 400, "record not deleted")]
    [InlineData("POST", "Tasks/upsert", """{"data":[{"Subject":"x"}]}""", 400, "NOT_SUPPORTED")]
    [InlineData("POST", "Leads/1/2/3/4", "{}", 404, "INVALID_URL_PATTERN")]
    [InlineData("GET", "Leads", null, 400, "REQUIRED_PARAM_MISSING")]
    [InlineData("GET", "Leads/search", null, 400, "EXPECTED_PARAM_MISSING")]
    public async Task A_refused_call_says_why(string method, string path, string? body, int status, string code)
    {
        var reply = await _sandbox.Zoho(method, path, body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(code, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_hundred_records_are_refused()
    {
        var data = Enumerable.Range(0, 101).Select(i => new { Last_Name = $"L{i}" });

        Assert.Equal("LIMIT_EXCEEDED", (await _sandbox.Zoho("POST", "Leads", new { data })).String("code"));
    }

    [Fact]
    public async Task A_record_changed_since_is_not_overwritten()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });

        var reply = await _sandbox.Zoho("PUT", $"Leads/{id}", new { data = new[] { new { City = "x" } } }, ("If-Unmodified-Since", "2020-01-01T00:00:00+00:00"));

        Assert.Equal(412, reply.Status);
        Assert.Equal("ALREADY_MODIFIED", reply.String("data.0.code"));
    }

    [Fact]
    public async Task A_task_links_to_a_lead_only_with_its_module()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        var task = new Dictionary<string, object> { ["Subject"] = "Call", ["What_Id"] = new { id = lead } };

        Assert.Contains("$se_module", (await _sandbox.Zoho("POST", "Tasks", new { data = new[] { task } })).Text, StringComparison.Ordinal);
        task["$se_module"] = "Leads";
        var id = await _sandbox.Insert("Tasks", task);
        Assert.Equal(lead, (await _sandbox.Zoho("GET", $"Tasks/{id}")).String("data.0.What_Id.id"));
    }

    [Fact]
    public async Task A_note_needs_its_parents_module()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A" });

        Assert.Equal(400, (await _sandbox.Zoho("POST", "Notes", new { data = new[] { new { Note_Content = "x", Parent_Id = new { id = lead } } } })).Status);
        var id = await _sandbox.Insert("Notes", new { Note_Content = "x", Parent_Id = new { id = lead, module = new { api_name = "Leads" } } });
        Assert.Equal(lead, (await _sandbox.Zoho("GET", $"Notes/{id}?fields=Parent_Id")).String("data.0.Parent_Id.id"));
    }

    [Fact]
    public async Task A_converted_lead_is_hidden_and_locked_and_its_contact_has_a_new_id()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "Okafor", Email = "ada@x.test", Company = "Northwind", AC_Contact_ID = "7" });

        var done = await _sandbox.Zoho("POST", $"Leads/{lead}/actions/convert", """{"data":[{"Deals":{"Deal_Name":"Pro","Stage":"Qualification"}}]}""");

        Assert.Equal(200, done.Status);
        var contact = done.String("data.0.details.Contacts.id");
        Assert.NotEqual(lead, contact);
        Assert.Equal(204, (await _sandbox.Zoho("GET", "Leads?fields=Email")).Status);
        Assert.Equal(contact, (await _sandbox.Zoho("GET", "Leads?fields=Email,Converted_Contact&converted=true")).String("data.0.Converted_Contact.id"));
        Assert.Contains("can't update the converted record", (await _sandbox.Zoho("PUT", $"Leads/{lead}", """{"data":[{"City":"x"}]}""")).Text, StringComparison.Ordinal);
        Assert.Equal("ID_ALREADY_CONVERTED", (await _sandbox.Zoho("POST", $"Leads/{lead}/actions/convert", "{}")).String("code"));
        Assert.Equal("7", (await _sandbox.Zoho("GET", $"Contacts/{contact}")).String("data.0.AC_Contact_ID"));
        Assert.Equal("insert", (await _sandbox.Zoho("POST", "Leads/upsert", """{"data":[{"Last_Name":"B","Email":"ada@x.test"}]}""")).String("data.0.action"));
    }

    [Fact]
    public async Task Tags_are_added_and_removed_by_name()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });

        var added = await _sandbox.Zoho("POST", $"Leads/{id}/actions/add_tags", """{"tags":[{"name":"ac-mql"},{"name":"vip"}]}""");
        Assert.Equal("1", added.String("success_count"));
        await _sandbox.Zoho("POST", "Leads/actions/remove_tags", $$"""{"tags":[{"name":"vip"}],"ids":["{{id}}"]}""");
        Assert.Equal("ac-mql", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Tag.0.name"));
    }

    [Theory]
    [InlineData("partial", "INTERNAL_ERROR", 207)]
    [InlineData("lock", "RECORD_LOCKED", 400)]
    public async Task A_fault_may_strike_single_items(string kind, string code, int status)
    {
        await _sandbox.Control("POST", "/faults", new { vendor = "zoho", kind, match = "upsert", count = 1 });
        var body = new { data = Enumerable.Range(0, 10).Select(i => new { Last_Name = $"L{i}", Email = $"p{i}@x.test" }) };

        var struck = await _sandbox.Zoho("POST", "Leads/upsert", body);
        var after = await _sandbox.Zoho("POST", "Leads/upsert", body);

        Assert.Equal(status, struck.Status);
        Assert.Contains(code, struck.Text, StringComparison.Ordinal);
        Assert.Equal(200, after.Status);
    }
}
