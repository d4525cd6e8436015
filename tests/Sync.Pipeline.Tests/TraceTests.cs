using System.Security.Cryptography;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

public sealed class TraceTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Fact]
    public async Task One_trace_leads_from_the_webhook_to_the_call_of_the_crm()
    {
        var contact = AcContact.New();
        var trace = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var before = await Stack.Sandbox.LastCall(Ct);

        await Send(contact, traceParent: $"00-{trace}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}-01");
        var line = await Explained(contact.Email, "written: written");

        Assert.Contains(await Stack.Sandbox.Calls(before, Ct), call =>
            call.GetProperty("trace").GetString() == trace && call.GetProperty("path").GetString()!.Contains("/Leads", StringComparison.Ordinal));
        Assert.Contains(trace, Assert.Single(OwnEnds(line)).GetProperty("trace").GetString(), StringComparison.Ordinal);
    }
}
