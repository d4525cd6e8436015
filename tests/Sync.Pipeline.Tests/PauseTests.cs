using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>An operator stops a connection; what comes meanwhile waits, is explained, and goes on.</summary>
public sealed class PauseTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Fact]
    public async Task What_comes_while_the_crm_is_paused_waits_is_explained_and_is_written_once_it_may()
    {
        var contact = AcContact.New();
        Assert.True((await Stack.Deploy(Ct, "sync", "pause", "sales", "--writes", "--of", "persons", "--reason", "price list")).Succeeded);
        try
        {
            await Testing.Eventually.Within(Soon, async () => (await Stack.Deploy(Ct, "sync", "status")).Output.Contains("paused by", StringComparison.Ordinal));
            await Send(contact);

            var held = await Testing.Eventually.Within(Soon, () => Stack.Console.Explain(contact.Email, Ct), line => line is { } known && known.GetProperty("waits").GetArrayLength() == 1);
            Assert.Matches("^matched: waiting: paused by .*: writes of persons \\(price list\\)$", held!.Value.GetProperty("lastStage").GetString());
            Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, contact.Email));
        }
        finally
        {
            var resumed = await Stack.Deploy(Ct, "sync", "resume", "sales");
            Assert.True(resumed.Succeeded, resumed.Output);
        }

        var line = await Explained(contact.Email, "written: written");
        Holds(await TheOne("Leads", contact.Email), contact);
        var call = Assert.Single(line.GetProperty("calls").EnumerateArray(), each => each.GetProperty("purpose").GetString() == "write");
        Assert.Contains(call.GetProperty("calls").EnumerateArray(), each => each.GetProperty("path").GetString()!.EndsWith("/Leads/upsert", StringComparison.Ordinal));
        var record = Assert.Single(call.GetProperty("records").EnumerateArray());
        Assert.Equal(contact.Phone, record.GetProperty("sent").GetProperty("Phone").GetString());
    }
}
