using System.Text.Json;
using Dapper;
using Sync.Deploy.Processes;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>The doctor and the registered webhooks of a fresh stack, as its operator meets them.</summary>
public sealed class DoctorTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Fact]
    public async Task A_fresh_stack_is_registered_once_and_what_people_do_there_comes_through_that_address()
    {
        var hook = Assert.Single(await Stack.Sandbox.Hooks("activecampaign", Ct));
        Assert.Equal(Stack.Endpoints.Hooks["marketing"], hook.GetProperty("url").GetString());
        var contact = AcContact.New();

        await Stack.Sandbox.Act(
            new
            {
                vendor = "activecampaign", @as = "public", @do = "create", module = "contacts", email = contact.Email,
                set = new { firstName = contact.FirstName, lastName = contact.LastName },
            }, Ct);

        await Explained(contact.Email, "written: written");
        Assert.Equal(contact.LastName, (await TheOne("Leads", contact.Email)).GetProperty("Last_Name").GetString());
    }

    [Fact]
    public async Task Of_a_fresh_stack_the_doctor_says_that_all_is_well()
    {
        var doctor = await Stack.Deploy(Ct, "sync", "doctor");

        Assert.True(doctor.Succeeded, doctor.Output);
        Assert.Contains("marketing: all is well", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("sales: all is well", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("  ok     webhooks: 5 kinds", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("  ok     field Leads.Company", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_wrong_is_told_by_the_exit_code_and_to_scripts_as_json()
    {
        var doctor = await Stack.Deploy(Ct, "sync", "doctor", "nobody", "--json");

        Assert.Equal(1, doctor.ExitCode);
        // What the tool that builds the program has to say comes before it.
        using var answer = JsonDocument.Parse(doctor.Output[doctor.Output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal("not in sync.yaml", answer.RootElement.GetProperty("connections")[0].GetProperty("lines")[0].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task A_made_up_person_goes_through_every_route_and_nothing_of_it_stays()
    {
        var doctor = await Stack.Deploy(Ct, "sync", "doctor", "--try");

        Assert.True(doctor.Succeeded, doctor.Output);
        Assert.Contains("people>sales: all is well", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("people>marketing: all is well", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("  ok     deleted again: at both ends", doctor.Output, StringComparison.Ordinal);
        foreach (var module in new[] { "Leads", "Contacts", "Accounts" })
        {
            Assert.Empty(await Stack.Sandbox.Records(module, Ct));
        }

        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        await Testing.Eventually.Within(
            Soon, () => connection.ExecuteScalarAsync<long>("select count(*) from identity.person where email like 'sync-trial-%'"), left => left == 0);
    }

    [Fact]
    public async Task A_checkup_outlives_every_writer_that_was_there_when_it_was_asked_for()
    {
        await Stack.Sandbox.Fault(new { vendor = "zoho", kind = "slow", delayMs = 500 }, Ct);
        var checkup = await Stack.Console.BeginCheckup(Ct, "sales");
        await Testing.Eventually.Within(Soon, () => Stack.Console.Checkup(checkup, Ct), now => Text(now, "state") != "waiting");

        Stack.Signal("writer", Signals.Kill);
        Stack.Signal("writer", Signals.Kill, instance: 1);

        var done = await Testing.Eventually.Within(
            TimeSpan.FromSeconds(60), () => Stack.Console.Checkup(checkup, Ct), now => Text(now, "state") == "done");
        Assert.True(done.GetProperty("ok").GetBoolean(), done.ToString());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
