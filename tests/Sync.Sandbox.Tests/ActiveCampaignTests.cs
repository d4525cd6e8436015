namespace Sync.Sandbox.Tests;

public sealed class ActiveCampaignTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.Start();
        await _sandbox.Control("PUT", "/limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_wrong_key_is_forbidden()
    {
        Assert.Equal(403, (await _sandbox.Ac("GET", "users/me", key: "other")).Status);
    }

    [Fact]
    public async Task Sync_answers_201_for_a_new_contact_and_200_with_the_full_record_for_a_known_one()
    {
        var first = await Sync("Nora@Example.test", "Nora");
        var second = await Sync("nora@example.TEST", "Eleonora");

        Assert.Equal(201, first.Status);
        Assert.Equal(200, second.Status);
        Assert.Equal(first.String("contact.id"), second.String("contact.id"));
        Assert.Equal("Nora@Example.test", second.String("contact.email"));
        Assert.Equal("0", second.String("contact.bounced_hard"));
        Assert.False(first.Json.GetProperty("contact").TryGetProperty("bounced_hard", out _));
    }

    [Fact]
    public async Task Unknown_field_ids_are_ignored_and_values_echo_the_type_sent()
    {
        var reply = await _sandbox.Ac("POST", "contact/sync", new
        {
            contact = new { email = "a@x.test", fieldValues = new object[] { new { field = 6, value = 500 }, new { field = "999", value = "x" } } },
        });

        Assert.Equal(1, reply.At("fieldValues").GetArrayLength());
        Assert.Equal(500, reply.At("fieldValues.0.value").GetInt32());
        var read = await _sandbox.Ac("GET", $"contacts/{reply.String("contact.id")}");
        Assert.Equal("\"500\"", read.At("fieldValues.0.value").GetRawText());
    }

    [Fact]
    public async Task What_is_not_sent_stays()
    {
        await Sync("a@x.test", "Nora");

        var reply = await _sandbox.Ac("POST", "contact/sync", new { contact = new { email = "a@x.test", phone = "+46" } });

        Assert.Equal("Nora", reply.String("contact.firstName"));
        Assert.False(reply.Json.TryGetProperty("fieldValues", out _));
    }

    [Theory]
    [InlineData("contact/sync", """{"contact":{"firstName":"x"}}""", 400, "Contact email must be provided for sync")]
    [InlineData("contact/sync", """{"contact":{"email":"not an address"}}""", 422, "email_invalid")]
    [InlineData("contact/sync", """{"x":1}""", 422, "/data/attributes/contact")]
    [InlineData("contacts", """{"contact":{"email":"Taken@x.test"}}""", 422, "duplicate")]
    [InlineData("contacts", """{"contact":{"firstName":"x"}}""", 422, "field_missing")]
    [InlineData("contactTags", """{"contactTag":{"contact":1,"tag":"vip"}}""", 422, "No tag id provided")]
    [InlineData("contactTags", """{"contactTag":{"contact":99,"tag":1}}""", 404, "No Result found for Subscriber with id 99")]
    [InlineData("contactLists", """{"contactList":{"contact":1,"list":1,"status":7}}""", 422, "The value you selected is not a valid choice.")]
    [InlineData("fieldValues", """{"fieldValue":{"contact":1,"field":"CITY","value":"x"}}""", 422, "Field id not valid")]
    [InlineData("webhooks", """{"webhook":{"name":"x","url":"http://x.test","events":["score"],"sources":["api"]}}""", 422, "field_invalid")]
    [InlineData("webhooks", """{"webhook":{"name":"x","url":"http://x.test","sources":["api"]}}""", 422, "field_missing")]
    [InlineData("import/bulk_import", """{"contacts":[{"email":"ok@x.test"},{"firstname":"x"}]}""", 400, "\"contact\":2")]
    public async Task A_refused_call_says_why_in_the_vendors_words(string path, string body, int status, string words)
    {
        await Sync("taken@x.test", "Taken");

        var reply = await _sandbox.Ac("POST", path, body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_email_that_belongs_to_another_contact_is_refused()
    {
        await Sync("a@x.test", "A");
        var id = (await Sync("b@x.test", "B")).String("contact.id");

        Assert.Equal(422, (await _sandbox.Ac("PUT", $"contacts/{id}", new { contact = new { email = "A@x.test" } })).Status);
        Assert.Equal(200, (await _sandbox.Ac("PATCH", $"contacts/{id}", new { contact = new { email = "c@x.test" } })).Status);
        Assert.Equal(201, (await Sync("b@x.test", "New")).Status);
    }

    [Fact]
    public async Task A_deleted_contact_is_gone_and_its_email_makes_a_new_id()
    {
        var id = (await Sync("a@x.test", "A")).String("contact.id");

        Assert.Equal("{}", (await _sandbox.Ac("DELETE", $"contacts/{id}")).Text);
        Assert.Equal(404, (await _sandbox.Ac("DELETE", $"contacts/{id}")).Status);
        Assert.NotEqual(id, (await Sync("a@x.test", "A")).String("contact.id"));
    }

    [Fact]
    public async Task A_repeated_tag_answers_200_with_the_same_link()
    {
        var contact = (await Sync("a@x.test", "A")).String("contact.id");
        var tag = (await _sandbox.Ac("POST", "tags", new { tag = new { tag = "vip", tagType = "contact" } })).String("tag.id");
        var body = new { contactTag = new { contact, tag } };

        var first = await _sandbox.Ac("POST", "contactTags", body);
        var second = await _sandbox.Ac("POST", "contactTags", body);

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal(first.String("contactTag.id"), second.String("contactTag.id"));
        Assert.True(first.Json.TryGetProperty("contacts", out _));
        Assert.False(second.Json.TryGetProperty("contacts", out _));
        Assert.Equal(200, (await _sandbox.Ac("DELETE", $"contactTags/{first.String("contactTag.id")}")).Status);
        Assert.Equal(0, (await _sandbox.Ac("GET", $"contacts/{contact}/contactTags")).At("contactTags").GetArrayLength());
    }

    [Fact]
    public async Task A_tag_that_exists_is_a_conflict_whatever_its_case()
    {
        await _sandbox.Ac("POST", "tags", new { tag = new { tag = "vip", tagType = "contact" } });

        Assert.Contains("Duplicate entry", (await _sandbox.Ac("POST", "tags", new { tag = new { tag = "VIP", tagType = "contact" } })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opt_out_is_reopened_only_on_purpose()
    {
        var contact = (await Sync("a@x.test", "A")).String("contact.id");
        await Subscribe(contact, 2);

        Assert.Equal("2", (await _sandbox.Ac("GET", $"contacts/{contact}/contactLists")).String("contactLists.0.status"));
        await Subscribe(contact, 1);
        Assert.Equal("2", (await _sandbox.Ac("GET", $"contacts/{contact}/contactLists")).String("contactLists.0.status"));
        await Subscribe(contact, 1, 4);
        Assert.Equal("1", (await _sandbox.Ac("GET", $"contacts/{contact}/contactLists")).String("contactLists.0.status"));
    }

    [Fact]
    public async Task A_list_is_cut_at_a_hundred_and_its_total_is_a_string()
    {
        await Import(130);
        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));

        var usual = await _sandbox.Ac("GET", "contacts");
        var most = await _sandbox.Ac("GET", "contacts?limit=500");
        var rest = await _sandbox.Ac("GET", $"contacts?limit=100&orders[id]=ASC&id_greater={most.String("contacts.99.id")}");

        Assert.Equal(20, usual.At("contacts").GetArrayLength());
        Assert.Equal(100, most.At("contacts").GetArrayLength());
        Assert.Equal("\"130\"", most.At("meta.total").GetRawText());
        Assert.Equal(30, rest.At("contacts").GetArrayLength());
    }

    [Theory]
    [InlineData("email=p7%40x.test", 1)]
    [InlineData("email=nobody%40x.test", 0)]
    [InlineData("email=plus%2Bone%40x.test", 1)]
    [InlineData("email_like=p1", 2)]
    [InlineData("search=p1", 2)]
    [InlineData("status=2", 1)]
    [InlineData("listid=3", 1)]
    [InlineData("filters[updated_after]=2099-01-01T00:00:00-06:00", 0)]
    [InlineData("filters[updated_after]=2020-01-01T00:00:00-06:00&orders[email]=DESC", 12)]
    public async Task Contacts_are_found_by(string query, int expected)
    {
        await Import(11);
        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));
        var plus = (await Sync("plus+one@x.test", "Plus")).String("contact.id");
        await Subscribe(plus, 2, list: 3);

        var reply = await _sandbox.Ac("GET", "contacts?" + query);

        Assert.Equal(expected, reply.At("contacts").GetArrayLength());
    }

    [Fact]
    public async Task Stamps_are_central_time()
    {
        var stamp = (await Sync("a@x.test", "A")).String("contact.cdate")!;

        Assert.Matches("-0[56]:00$", stamp);
    }

    [Fact]
    public async Task Field_values_are_upserted_by_contact_and_field()
    {
        var contact = (await Sync("a@x.test", "A")).String("contact.id");
        var body = new { fieldValue = new { contact, field = 27, value = "||Red||Blue||" } };

        var first = await _sandbox.Ac("POST", "fieldValues", body);
        var second = await _sandbox.Ac("POST", "fieldValues", body);

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal(first.String("fieldValue.id"), second.String("fieldValue.id"));
    }

    [Fact]
    public async Task A_field_gets_its_perstag_from_the_title()
    {
        var reply = await _sandbox.Ac("POST", "fields", new { field = new { title = "Personalized Tag", type = "text" } });

        Assert.Equal(201, reply.Status);
        Assert.Equal("PERSONALIZEDTAG", reply.String("field.perstag"));
        Assert.Equal("1", (await _sandbox.Ac("GET", "fields?filters[perstag]=PERSONALIZEDTAG")).String("meta.total"));
    }

    [Fact]
    public async Task The_sixth_call_in_a_second_gets_429_and_may_be_made_503()
    {
        await _sandbox.Control("PUT", "/limits", new { vendor = "ac", requestsPerSecond = 5 });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await _sandbox.Ac("GET", "users/me")).Status);
        }

        var refused = await _sandbox.Ac("GET", "users/me");
        await _sandbox.Control("PUT", "/limits", new { vendor = "ac", limitStatus = 503 });

        Assert.Equal(429, refused.Status);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal(503, (await _sandbox.Ac("GET", "users/me")).Status);
        _sandbox.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await _sandbox.Ac("GET", "users/me")).Status);
    }

    [Fact]
    public async Task An_import_reports_its_batch_and_the_limit_of_imports_is_a_400()
    {
        var batch = (await Import(2)).String("batchId");
        Assert.Equal("active", (await _sandbox.Ac("GET", $"import/info?batchId={batch}")).String("status"));
        Assert.Equal("2", (await _sandbox.Ac("GET", "import/bulk_import")).String("outstanding.0.contacts"));
        Assert.Equal("0", (await _sandbox.Ac("GET", "contacts")).String("meta.total"));
        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, (await _sandbox.Ac("GET", "import/bulk_import")).At("outstanding").GetArrayLength());
        Assert.Equal(2, (await _sandbox.Ac("GET", $"import/info?batchId={batch}")).At("success").GetArrayLength());

        await _sandbox.Control("PUT", "/limits", new { vendor = "ac", importsPerMinute = 1 });
        _sandbox.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await Import(2)).Status);
        var refused = await Import(2);
        Assert.Equal(400, refused.Status);
        Assert.Equal("Rate limit exceeded.", refused.String("message"));
    }

    private Task<Reply> Sync(string email, string firstName) =>
        _sandbox.Ac("POST", "contact/sync", new { contact = new { email, firstName } });

    private Task<Reply> Subscribe(string? contact, int status, int sourceid = 0, int list = 1) =>
        _sandbox.Ac("POST", "contactLists", new { contactList = new { list, contact, status, sourceid } });

    private Task<Reply> Import(int count) =>
        _sandbox.Ac("POST", "import/bulk_import", new { contacts = Enumerable.Range(0, count).Select(i => new { email = $"p{i}@x.test" }) });
}
