using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Two processes write for one connection, and its token ends for both at once.</summary>
public sealed class TokenTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Fact]
    public async Task A_token_that_ends_in_the_middle_of_the_work_of_two_writers_is_refreshed_once()
    {
        Assert.Equal(2, Stack.Endpoints.Processes["writer"].Length);
        await Send(AcContact.New());
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "^/crm/", kind = "token-expired", count = 1 }, Ct);

        var contacts = Enumerable.Range(0, 40).Select(_ => AcContact.New()).ToList();
        await Task.WhenAll(contacts.Select((contact, number) => Stack.Deliver(AcWebhook.Form(contact, DateTimeOffset.UtcNow), Ct, instance: number % 2)));
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);

        var calls = await Stack.Sandbox.Calls(before, Ct);
        Assert.Single(calls, call => call.GetProperty("path").GetString() == "/oauth/v2/token");
        Assert.Contains(calls, call => call.GetProperty("status").GetInt32() == 401);
        foreach (var contact in contacts)
        {
            Holds(await TheOne("Leads", contact.Email), contact);
        }
    }
}
