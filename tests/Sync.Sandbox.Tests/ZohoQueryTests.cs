using System.IO.Compression;

namespace Sync.Sandbox.Tests;

public sealed class ZohoQueryTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.Start();
        await _sandbox.Zoho("POST", "Leads", """
            {"data":[{"Last_Name":"A","Lead_Status":"Contacted","AC_Score":5,"Budget":2.5,"Email":"a@x.test"},{"Last_Name":"B","Lead_Status":"Contacted","AC_Score":7},
            {"Last_Name":"C, \"D\"","Lead_Status":"Junk Lead","Email":"c@x.test","Interests":["Red","Blue"]}]}
            """);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("select COUNT(id) from Leads where id is not null", """{"COUNT(id)":3}""")]
    [InlineData("select count(id) as total from Leads where Lead_Status = 'Contacted'", """{"total":2}""")]
    [InlineData("select COUNT(Email) from Leads where id is not null", """{"COUNT(Email)":2}""")]
    [InlineData("select COUNT(id) from Leads where Last_Name = 'Nobody'", """{"COUNT(id)":0}""")]
    [InlineData("select SUM(AC_Score), MAX(AC_Score), AVG(Budget), MIN(No_of_Employees) from Leads where id is not null",
        """{"SUM(AC_Score)":12,"MAX(AC_Score)":7,"AVG(Budget)":2.5,"MIN(No_of_Employees)":null}""")]
    [InlineData("select Lead_Status, COUNT(id) from Leads where id is not null group by Lead_Status",
        """{"Lead_Status":"Contacted","COUNT(id)":2},{"Lead_Status":"Junk Lead","COUNT(id)":1}""")]
    public async Task Records_are_counted_and_grouped(string query, string rows)
    {
        var reply = await _sandbox.Zoho("POST", "coql", new { select_query = query });

        Assert.Equal($"[{rows}]", reply.At("data").GetRawText());
    }

    [Theory]
    [InlineData("select Email, Last_Name as Email from Leads where id is not null", "DUPLICATE_ALIAS")]
    [InlineData("select COUNT(id from Leads where id is not null", "SYNTAX_ERROR")]
    [InlineData("select COUNT(id) from Leads where id is not null group by A, B, C, D, E", "INVALID_QUERY")]
    public async Task A_query_that_cannot_be_run_says_why(string query, string code) =>
        Assert.Equal(code, (await _sandbox.Zoho("POST", "coql", new { select_query = query })).String("code"));

    [Theory]
    [InlineData("", 3)]
    [InlineData("?email=a%40x.test", 1)]
    [InlineData("?criteria=(Lead_Status:equals:Contacted)", 2)]
    public async Task The_count_takes_what_a_search_takes(string query, int expected) =>
        Assert.Equal(expected, (await _sandbox.Zoho("GET", $"Leads/actions/count{query}")).At("count").GetInt32());

    [Theory]
    [InlineData("(AC_Score:greater_than:5)", 1)]
    [InlineData("(AC_Score:greater_equal:5)", 2)]
    [InlineData("(AC_Score:between:1,6)", 1)]
    [InlineData("(AC_Score:equals:7)", 1)]
    [InlineData("(Created_Time:less_than:2099-01-01T00:00:00+01:00)", 3)]
    [InlineData("((Lead_Status:in:Junk Lead,Contacted)and(Last_Name:starts_with:C))", 1)]
    [InlineData("(Email_Opt_Out:equals:false)", 3)]
    public async Task A_search_compares(string criteria, int expected) =>
        Assert.Equal(expected, (await _sandbox.Zoho("GET", $"Leads/actions/count?criteria={Uri.EscapeDataString(criteria)}")).At("count").GetInt32());

    [Theory]
    [InlineData("(Last_Name:greater_than:5)", "INVALID_QUERY")]
    [InlineData("(Nothing:equals:5)", "INVALID_QUERY")]
    [InlineData("MANY", "LIMIT_EXCEEDED")]
    public async Task A_search_that_cannot_be_says_why(string criteria, string code)
    {
        var many = $"({string.Join("or", Enumerable.Range(0, 16).Select(i => $"(Last_Name:equals:{i})"))})";

        var reply = await _sandbox.Zoho("GET", $"Leads/search?criteria={Uri.EscapeDataString(criteria == "MANY" ? many : criteria)}");

        Assert.Equal((400, code), (reply.Status, reply.String("code")));
    }

    [Fact]
    public async Task A_module_is_exported_as_a_zipped_table_and_its_end_is_called_back()
    {
        await using var receiver = await Receiver.Start();
        var asked = await Bulk("POST", "read", new
        {
            callback = new { url = receiver.Address, method = "post" },
            query = new { module = new { api_name = "Leads" }, fields = new[] { "Last_Name", "Email", "Interests" } },
        });
        var id = asked.String("data.0.details.id");

        Assert.Equal((201, "ADDED"), (asked.Status, asked.String("data.0.details.state")));
        Assert.Equal("IN PROGRESS", (await Bulk("GET", $"read/{id}")).String("data.0.state"));
        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));
        var done = await Bulk("GET", $"read/{id}");
        Assert.Equal(("COMPLETED", "3"), (done.String("data.0.state"), done.String("data.0.result.count")));
        var rows = (await Table(done.String("data.0.result.download_url")!)).Split('\n');
        Assert.Equal("Id,Last_Name,Email,Interests", rows[0]);
        Assert.EndsWith(",\"C, \"\"D\"\"\",c@x.test,Red;Blue", rows[3], StringComparison.Ordinal);
        Assert.Contains("COMPLETED", await receiver.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_needs_a_content_type_and_a_module()
    {
        using var http = new HttpClient { BaseAddress = _sandbox.Host.ZohoAddress };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await _sandbox.Token()}");
        using var body = new ByteArrayContent("{}"u8.ToArray());
        using var reply = await http.PostAsync("/crm/bulk/v8/read", body, TestContext.Current.CancellationToken);

        Assert.Equal(415, (int)reply.StatusCode);
        Assert.Equal("INVALID_MODULE", (await Bulk("POST", "read", new { query = new { module = new { api_name = "Nothing" } } })).String("code"));
        Assert.Equal(404, (await Bulk("GET", "nothing")).Status);
    }

    private async Task<Reply> Bulk(string method, string path, object? body = null) => await _sandbox.Raw(
        _sandbox.Host.ZohoAddress, method, $"/crm/bulk/v8/{path}", body, ("Authorization", $"Bearer {await _sandbox.Token()}"));

    private async Task<string> Table(string path)
    {
        using var http = new HttpClient { BaseAddress = _sandbox.Host.ZohoAddress };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await _sandbox.Token()}");
        await using var packed = await http.GetStreamAsync(path, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(packed);
        using var reader = new StreamReader(zip.Entries.Single().Open());
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd();
    }
}
