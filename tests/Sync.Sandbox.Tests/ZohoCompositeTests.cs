namespace Sync.Sandbox.Tests;

public sealed class ZohoCompositeTests : IAsyncLifetime
{
    private const string Create = """{"sub_request_id":"1","method":"POST","uri":"/crm/v8/Leads","body":{"data":[{"Last_Name":"Sam","Email":"sam@x.test"}]}}""";
    private const string Bad = """{"sub_request_id":"3","method":"POST","uri":"/crm/v8/Leads","body":{"data":[{"First_Name":"Nobody"}]}}""";
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_later_call_refers_to_the_answer_of_an_earlier_one()
    {
        var reply = await Send($$"""
            [{{Create}},{"sub_request_id":"2","method":"GET","uri":"/crm/v8/Leads/@{1:$.data[0].details.id}","params":{"fields":"Last_Name,Email"} },
             {"method":"GET","uri":"/crm/v8/Leads/5550100000009999999"}]
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal("201", reply.String("__composite_requests.0.details.response.status_code"));
        Assert.Equal("sam@x.test", reply.String("__composite_requests.1.details.response.body.data.0.Email"));
        Assert.Equal("204", reply.String("__composite_requests.2.details.response.status_code"));
    }

    [Fact]
    public async Task All_calls_are_taken_back_when_one_fails_and_nobody_is_told()
    {
        await using var receiver = await Receiver.Start();
        var id = await _sandbox.Insert("Leads", new { Last_Name = "Old", Email = "old@x.test" });
        await _sandbox.Zoho("POST", "actions/watch", new { watch = new[] { new { channel_id = "1", events = new[] { "Leads.all" }, notify_url = receiver.Address } } });
        var stamp = (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Modified_Time");
        _sandbox.Time.Advance(TimeSpan.FromSeconds(5));

        var reply = await Send($$"""
            [{{Create}},{"sub_request_id":"2","method":"PUT","uri":"/crm/v8/Leads/{{id}}","body":{"data":[{"Last_Name":"New","Email":"new@x.test"}]} },
             {"sub_request_id":"2b","method":"DELETE","uri":"/crm/v8/Leads/{{id}}"},{{Bad}},
             {"sub_request_id":"4","method":"GET","uri":"/crm/v8/Leads","params":{"fields":"Email"} }]
            """, rollback: true);

        Assert.Equal(400, reply.Status);
        Assert.Equal("ROLLBACK_PERFORMED", reply.String("__composite_requests.0.code"));
        Assert.Equal("3", reply.String("__composite_requests.1.details.rollbacked_by_sub_request_index"));
        Assert.Equal("400", reply.String("__composite_requests.3.details.response.status_code"));
        Assert.Equal("PROCESSING_STOPPED", reply.String("__composite_requests.4.code"));
        var held = await _sandbox.Zoho("GET", $"Leads/{id}");
        Assert.Equal(("Old", "old@x.test", stamp), (held.String("data.0.Last_Name"), held.String("data.0.Email"), held.String("data.0.Modified_Time")));
        Assert.Equal("1", (await _sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));
        Assert.Equal(204, (await _sandbox.Zoho("GET", "Leads/deleted")).Status);
        Assert.Equal(1, (await _sandbox.Control("GET", "/records/zoho/Leads?email=old%40x.test")).Json.GetArrayLength());
        Assert.Equal(0, (await _sandbox.Control("GET", "/records/zoho/Leads?email=new%40x.test")).Json.GetArrayLength());
        Assert.True(await receiver.Silent());
    }

    [Theory]
    [InlineData("""[{"method":"GET"}]""", 400, "MANDATORY_NOT_FOUND")]
    [InlineData("""[{"method":"GET","uri":"/crm/v8/Leads/@{9:$.data[0].id}"},{"method":"GET","uri":"/crm/v8/org"}]""", 207, "INVALID_REFERENCE")]
    [InlineData("""[{"sub_request_id":"1","method":"GET","uri":"/crm/v8/org"},{"sub_request_id":"1","method":"GET","uri":"/crm/v8/org"}]""", 207, "DUPLICATE_DATA")]
    public async Task A_call_that_cannot_be_made_is_refused_alone(string requests, int status, string code)
    {
        var reply = await Send(requests);

        Assert.Equal(status, reply.Status);
        Assert.Contains(code, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", false, "MANDATORY_NOT_FOUND")]
    [InlineData("[{},{},{},{},{},{}]", false, "INVALID_DATA")]
    [InlineData("[{}]", true, "AMBIGUITY_DURING_PROCESSING")]
    public async Task A_composite_that_cannot_be_is_refused_as_a_whole(string requests, bool ambiguous, string code)
    {
        var reply = await Send(requests, rollback: ambiguous, parallel: ambiguous);

        Assert.Equal((400, code), (reply.Status, reply.String("code")));
    }

    [Fact]
    public async Task Inner_calls_need_their_own_scope_and_cost_no_credits()
    {
        await _sandbox.Control("PUT", "/switches", new { vendor = "zoho", withoutScopes = "ZohoCRM.modules.leads.CREATE" });
        var before = (await _sandbox.Control("GET", "/limits")).At("zoho.creditsUsed").GetInt32();

        var reply = await Send($"[{Create}]");

        Assert.Equal("401", reply.String("__composite_requests.0.details.response.status_code"));
        Assert.Equal(1, (await _sandbox.Control("GET", "/limits")).At("zoho.creditsUsed").GetInt32() - before);
    }

    private Task<Reply> Send(string requests, bool rollback = false, bool parallel = false) => _sandbox.Zoho("POST", "__composite_requests",
        $$"""{"rollback_on_fail":{{(rollback ? "true" : "false")}},"parallel_execution":{{(parallel ? "true" : "false")}},"__composite_requests":{{requests}}}""");
}
