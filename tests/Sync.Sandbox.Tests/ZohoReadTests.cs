namespace Sync.Sandbox.Tests;

public sealed class ZohoReadTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Leads?fields=Email", 204)]
    [InlineData("Leads/5550100000009999999", 204)]
    [InlineData("Leads/abc", 400)]
    [InlineData("Leads/deleted", 204)]
    [InlineData("actions/watch", 204)]
    [InlineData("Leads/search?email=a%40x.test", 204)]
    public async Task Nothing_there_is_204(string path, int status)
    {
        var reply = await _sandbox.Zoho("GET", path);

        Assert.Equal(status, reply.Status);
        Assert.True(status != 204 || (reply.Text.Length == 0 && reply.ContentType is null));
    }

    [Fact]
    public async Task Search_lags_behind_while_coql_sees_the_record_at_once()
    {
        await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });

        Assert.Equal(204, (await _sandbox.Zoho("GET", "Leads/search?email=a%40x.test")).Status);
        Assert.Equal(200, (await Coql("select Email from Leads where Email = 'A@x.test'")).Status);
        _sandbox.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await _sandbox.Zoho("GET", "Leads/search?email=a%40x.test")).Status);
        Assert.Equal(200, (await _sandbox.Zoho("GET", "Leads/search?criteria=((Email:equals:a%40x.test)and(Last_Name:starts_with:A))")).Status);
    }

    [Theory]
    [InlineData("Email in ('p1@x.test', 'P2@X.test', 'none@x.test')", 2)]
    [InlineData("Last_Name like 'L1%'", 3)]
    [InlineData("Last_Name like '%1%'", 3)]
    [InlineData("AC_Score > 9", 2)]
    [InlineData("AC_Score between 3 and 5", 3)]
    [InlineData("(AC_Score >= 3 and AC_Score < 5)", 2)]
    [InlineData("((AC_Score = 1 or AC_Score = 2) or Email = 'p3@x.test')", 3)]
    [InlineData("City is null", 6)]
    [InlineData("City is not null", 6)]
    [InlineData("City != 'Berlin'", 0)]
    [InlineData("Email not in ('p1@x.test')", 11)]
    [InlineData("Modified_Time >= '2020-01-01T00:00:00+00:00'", 12)]
    [InlineData("Modified_Time < '2020-01-01T00:00:00Z'", 0)]
    [InlineData("Owner = 5550100000000235099", 12)]
    [InlineData("Email_Opt_Out = false", 12)]
    [InlineData("id is not null", 12)]
    public async Task Coql_finds(string where, int expected)
    {
        await InsertPeople(12);

        var reply = await Coql($"select id, Last_Name from Leads where {where} order by id asc limit 0, 200");

        Assert.Equal(expected == 0 ? 204 : 200, reply.Status);
        Assert.Equal(expected, expected == 0 ? 0 : reply.At("data").GetArrayLength());
    }

    [Theory]
    [InlineData("select Email from Leads", "SYNTAX_ERROR")]
    [InlineData("select Email from Leads where a", "INVALID_QUERY")]
    [InlineData("select Email from Leads where City = 'x' and City = 'y' and City = 'z'", "SYNTAX_ERROR")]
    [InlineData("select Email from Leads where City = 'x", "SYNTAX_ERROR")]
    [InlineData("select Emial from Leads where id is not null", "INVALID_QUERY")]
    [InlineData("select Email from Leads where AC_Score = 'x'", "INVALID_QUERY")]
    [InlineData("select Email from Leads where id is not null limit 5000", "LIMIT_EXCEEDED")]
    public async Task Coql_refuses(string query, string code)
    {
        var reply = await Coql(query);

        Assert.Equal(400, reply.Status);
        Assert.Equal(code, reply.String("code"));
    }

    [Fact]
    public async Task Coql_joins_over_a_lookup_and_shows_only_the_id_without_a_join()
    {
        var account = await _sandbox.Insert("Accounts", new { Account_Name = "Northwind" });
        await _sandbox.Insert("Contacts", new { Last_Name = "A", Account_Name = new { id = account } });

        var reply = await Coql("select Account_Name, Account_Name.Account_Name from Contacts where Account_Name.Account_Name = 'northwind'");

        Assert.Contains($$"""{"Account_Name":{"id":"{{account}}"},"Account_Name.Account_Name":"Northwind",""", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_beyond_two_thousand_records_need_a_token_bound_to_the_query()
    {
        await InsertPeople(250);

        var first = await _sandbox.Zoho("GET", "Leads?fields=Email&per_page=200");
        var token = first.String("info.next_page_token");
        var second = await _sandbox.Zoho("GET", $"Leads?fields=Email&per_page=200&page_token={token}");

        Assert.Equal("True", first.String("info.more_records"));
        Assert.Equal(50, second.At("data").GetArrayLength());
        Assert.Equal("False", second.String("info.more_records"));
        Assert.Equal("TOKEN_BOUND_DATA_MISMATCH", (await _sandbox.Zoho("GET", $"Leads?fields=City&per_page=200&page_token={token}")).String("code"));
        Assert.Equal("DISCRETE_PAGINATION_LIMIT_EXCEEDED", (await _sandbox.Zoho("GET", "Leads?fields=Email&per_page=200&page=11")).String("code"));
        _sandbox.Time.Advance(TimeSpan.FromHours(25));
        _sandbox.ForgetToken();
        Assert.Equal("EXPIRED_VALUE", (await _sandbox.Zoho("GET", $"Leads?fields=Email&per_page=200&page_token={token}")).String("code"));
    }

    [Fact]
    public async Task A_list_since_a_time_is_304_when_nothing_is_newer()
    {
        await InsertPeople(1);

        Assert.Equal(200, (await _sandbox.Zoho("GET", "Leads?fields=Email", null, ("If-Modified-Since", "2020-01-01T00:00:00+00:00"))).Status);
        Assert.Equal(304, (await _sandbox.Zoho("GET", "Leads?fields=Email", null, ("If-Modified-Since", "2099-01-01T00:00:00+00:00"))).Status);
    }

    [Fact]
    public async Task A_deleted_record_is_204_and_listed_as_deleted()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", First_Name = "Ada" });

        Assert.Equal("record deleted", (await _sandbox.Zoho("DELETE", $"Leads?ids={id}")).String("data.0.message"));

        Assert.Equal(204, (await _sandbox.Zoho("GET", $"Leads/{id}")).Status);
        Assert.Equal("Ada A", (await _sandbox.Zoho("GET", "Leads/deleted?type=recycle")).String("data.0.display_name"));
    }

    [Fact]
    public async Task Stamps_are_in_the_users_zone()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });

        Assert.Matches(@"\+0[12]:00$", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Modified_Time")!);
    }

    [Fact]
    public async Task Metadata_tells_what_is_unique_and_mandatory()
    {
        var fields = (await _sandbox.Zoho("GET", "settings/fields?module=Leads")).At("fields").EnumerateArray().ToDictionary(each => each.GetProperty("api_name").GetString()!);

        Assert.True(fields["Last_Name"].GetProperty("system_mandatory").GetBoolean());
        Assert.Equal("false", fields["AC_Contact_ID"].GetProperty("unique").GetProperty("case_sensitive").GetString());
        Assert.False(fields["Email"].GetProperty("unique").EnumerateObject().Any());
        Assert.False(fields["Modified_Time"].GetProperty("operation_type").GetProperty("api_update").GetBoolean());
    }

    [Fact]
    public async Task A_custom_field_can_be_added()
    {
        var reply = await _sandbox.Zoho("POST", "settings/fields?module=Leads", """{"fields":[{"field_label":"My Field","data_type":"text","length":10}]}""");
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", My_Field = "x" });

        Assert.Equal(201, reply.Status);
        Assert.Equal("x", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.My_Field"));
    }

    [Theory]
    [InlineData("users?type=CurrentUser", "users.0.email", "sync@acme.test")]
    [InlineData("users?type=DeactiveUsers", "users.0.email", "otto@acme.test")]
    [InlineData("org", "org.0.time_zone", "Europe/Berlin")]
    [InlineData("settings/modules/Leads", "modules.0.convertable", "True")]
    public async Task The_account_describes_itself(string path, string at, string expected)
    {
        Assert.Equal(expected, (await _sandbox.Zoho("GET", path)).String(at));
    }

    private Task<Reply> Coql(string select_query) => _sandbox.Zoho("POST", "coql", new { select_query });

    private async Task InsertPeople(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            var data = chunk.Select(i => new { Last_Name = $"L{i}", Email = $"p{i}@x.test", AC_Score = i, City = i % 2 == 0 ? "Berlin" : null });
            Assert.Equal(201, (await _sandbox.Zoho("POST", "Leads", new { data })).Status);
        }
    }
}
