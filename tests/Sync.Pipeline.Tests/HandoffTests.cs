using System.Text.Json;
using Dapper;
using Sync.Deploy.Processes;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Who asks for a demo is given to one owner, who gets one task, whatever happens on the way.</summary>
public sealed class HandoffTests(PipelineStack fixture) : PipelineTest(fixture)
{
    private static readonly string[] Owners = ["mia@acme.test", "jonas@acme.test", "lea@acme.test"];

    [Fact]
    public async Task A_form_becomes_a_lead_and_one_task_for_an_owner_and_the_time_line_tells_of_it()
    {
        var contact = AcContact.New();

        var delivery = await Submit(contact);

        var task = await TheTask(contact);
        Assert.Equal("Call " + contact.FirstName + " " + contact.LastName + " within 15 minutes", Text(task, "Subject"));
        Assert.Equal("High", Text(task, "Priority"));
        Assert.Equal(Text(await TheOne("Leads", contact.Email), "id"), task.GetProperty("What_Id").GetProperty("id").GetString());
        var handoff = await TheHandoff(contact.Email);
        Assert.Contains(handoff.Owner, Owners);
        Assert.Equal(handoff.Owner, task.GetProperty("Owner").GetProperty("email").GetString());
        Assert.Contains($"[sync:{handoff.Id:N}]", Text(task, "Description"), StringComparison.Ordinal);
        Assert.Equal("written", (await Ended(delivery)).Outcome);
        var line = await Explained(contact.Email, "written: written");
        Assert.Contains(line.GetProperty("events").EnumerateArray(), fact => Text(fact, "outcome") == "handed-off");
        // The owner does the task: that is seen, and told.
        await Stack.Crm.Send(HttpMethod.Put, "Tasks", new { data = new[] { new Dictionary<string, string> { ["id"] = Text(task, "id"), ["Status"] = "Completed" } } }, Ct);
        await Testing.Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
            return await connection.ExecuteScalarAsync<bool>(
                "select touched_at is not null and alarm = 0 from console.handoff where email = @Email and state = 'written'", new { contact.Email });
        });
        // Tried once more, the play tells its closed gate; with somebody new, whose turn it is.
        var again = await Stack.Deploy(Ct, "sync", "handoff", "test", "demo-request", "--email", contact.Email);
        Assert.Contains("CLOSED cooldown", again.Output, StringComparison.Ordinal);
        var anew = await Stack.Deploy(Ct, "sync", "handoff", "test", "demo-request", "--email", AcContact.New().Email);
        Assert.Contains("handed-off", anew.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_forms_of_one_person_in_any_order_make_one_task_and_the_others_tell_their_gate()
    {
        var contact = AcContact.New();
        var since = DateTimeOffset.UtcNow.AddMinutes(-5);
        var forms = Enumerable.Range(0, 100).Select(second => Form(contact, since.AddSeconds(second))).ToArray();
        Random.Shared.Shuffle(forms);

        await Task.WhenAll(forms.Select((form, index) => Stack.Deliver(form, Ct, instance: index % 2)));
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);

        await TheTask(contact);
        await TheHandoff(contact.Email);
        var outcomes = await Outcomes(contact.Email);
        Assert.Equal(100, outcomes.Count);
        Assert.Equal(99, outcomes.Count(outcome => outcome == "suppressed: cooldown"));
        Assert.Single(outcomes, "handed-off");
        foreach (var form in forms)
        {
            Assert.NotNull((await Stored(form)).Outcome);
        }
    }

    [Fact]
    public async Task A_task_that_was_made_without_an_answer_is_found_and_not_made_again()
    {
        var contact = AcContact.New();
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "v8/Tasks", kind = "timeout-after-write", count = 1 }, Ct);

        var delivery = await Submit(contact);
        await Testing.Eventually.Within(TimeSpan.FromSeconds(60), () => Stored(delivery), stored => stored.Outcome is not null);
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);

        await TheTask(contact);
        var posts = await Posts(before);
        Assert.True(posts.Count == 1, string.Join('\n', posts));
    }

    [Fact]
    public async Task A_writer_that_is_killed_between_call_and_note_makes_one_task()
    {
        var contact = AcContact.New();
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "v8/Tasks", kind = "timeout-after-write", count = 1 }, Ct);

        var delivery = await Submit(contact);
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Tasks", Ct)).Count == 1);
        for (var instance = 0; instance < 2; instance++)
        {
            Stack.Signal("writer", Signals.Kill, instance);
        }

        await Testing.Eventually.Within(TimeSpan.FromSeconds(60), () => Stored(delivery), stored => stored.Outcome is not null);
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);

        await TheTask(contact);
        Assert.Contains(await Stack.Sandbox.Calls(before, Ct), call => Text(call, "path").EndsWith("/Tasks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seven_persons_go_round_the_owners()
    {
        var contacts = Enumerable.Range(0, 7).Select(_ => AcContact.New()).ToList();

        await Task.WhenAll(contacts.Select((contact, index) => Stack.Deliver(Form(contact, DateTimeOffset.UtcNow), Ct, instance: index % 2)));
        // What is left under way would lose its leads when the next test empties the vendors.
        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);
        var handoffs = await Task.WhenAll(contacts.Select(contact => TheHandoff(contact.Email)));

        // The sample has one of them away over the turn of the year.
        var counts = handoffs.CountBy(handoff => handoff.Owner).Select(owner => owner.Value).ToList();
        Assert.InRange(counts.Count, Owners.Length - 1, Owners.Length);
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    private static string Form(AcContact contact, DateTimeOffset at) => AcWebhook.Submission(contact, at, "demo-request");

    private async Task<string> Submit(AcContact contact)
    {
        var form = Form(contact, DateTimeOffset.UtcNow);
        await Stack.Deliver(form, Ct);
        return form;
    }

    /// <summary>The one task about a person.</summary>
    private async Task<JsonElement> TheTask(AcContact contact) => Assert.Single(await Testing.Eventually.Within(
        Soon, async () => (await Stack.Sandbox.Records("Tasks", Ct)).Where(task => Text(task, "Subject").Contains(contact.LastName, StringComparison.Ordinal)).ToList(),
        tasks => tasks.Count > 0));

    private async Task<IReadOnlyList<JsonElement>> Posts(long after) =>
        [.. (await Stack.Sandbox.Calls(after, Ct)).Where(call => Text(call, "method") == "POST" && Text(call, "path").EndsWith("/Tasks", StringComparison.Ordinal))];

    private async Task<HandoffOfTest> TheHandoff(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.QuerySingleAsync<HandoffOfTest>("select id, owner from handoff.handoff where email = @email", new { email });
    }

    private async Task<IReadOnlyList<string>> Outcomes(string email)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return (await connection.QueryAsync<string>("select outcome from console.outcome where email = @email and stage = 'handoff'", new { email })).AsList();
    }

    private static string Text(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>What a test asks of a handoff.</summary>
public sealed record HandoffOfTest(Guid Id, string Owner);
