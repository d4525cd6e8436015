using System.Text.Json;
using Dapper;
using Sync.Deploy.Processes;
using Sync.Faults.Load;
using Sync.Testing.Stacks;

namespace Sync.Faults;

/// <summary>Persons ask for a demo over and over, in any order, at two processes of each service, and writers die between call and note:
/// each person is one task. At full size 1,000 persons and 100 forms (<c>SYNC_TEST_HANDOFF_PERSONS</c>, <c>SYNC_TEST_HANDOFF_FORMS</c>).</summary>
[Collection(nameof(TwinStack))]
public sealed class HandoffTests(TwinStack fixture)
{
    private const int PerSecond = 400;
    private static readonly int Persons = Scale.Of("SYNC_TEST_HANDOFF_PERSONS", 60);
    private static readonly int Forms = Scale.Of("SYNC_TEST_HANDOFF_FORMS", 10);

    // Each one needs persons who are still to come: a writer is away for as long as its lease lasts.
    private static readonly int Kills = Math.Max(1, Persons / 300);
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(5 + (Persons * Forms / PerSecond));
    // At full size two cores had all but the last messages at rest after 14 minutes.
    private static readonly TimeSpan Patience = Over + TimeSpan.FromSeconds(180 + (Persons * Forms / 80));

    private readonly DateTimeOffset _since = DateTimeOffset.UtcNow;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Stack Stack => fixture.Stack;

    [Fact]
    public async Task Each_person_is_one_task_and_all_owners_have_as_many_and_each_other_form_tells_its_gate()
    {
        await Stack.Ready(TimeSpan.FromSeconds(60), Ct);
        await Stack.Quiet(Patience, Ct);
        await Stack.Sandbox.Reset(Ct);
        var contacts = Enumerable.Range(0, Persons).Select(_ => AcContact.New()).ToList();
        var plan = Plan(contacts);

        var load = new LoadGenerator(Stack).Run(plan, Over, Ct);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillWritersBetweenCallAndNote(kill * Persons / Kills);
        }

        Stack.Signal("handoff", Signals.Kill, instance: 1);
        await load;
        await Stack.Quiet(Patience, Ct);

        Assert.All(plan.Deliveries, delivery => Assert.True(delivery.IsAcknowledged));
        await OneTaskEach(contacts);
        await OneGateEach(contacts, plan);
    }

    /// <summary>A fifth of the forms comes twice, byte for byte. A person's forms come in any order, over a third of the time.</summary>
    private static LoadPlan Plan(IReadOnlyList<AcContact> contacts)
    {
        var since = DateTimeOffset.UtcNow.AddHours(-1);
        var different = Forms - (Forms / 5);
        var deliveries = contacts.SelectMany(contact => Enumerable.Range(0, different).Select(version => new Delivery(
            AcWebhook.Submission(contact, since.AddSeconds(version), "demo-request"), contact.Email, version, contact.Lead()))).ToList();
        var sends = deliveries.Concat(deliveries.Where(delivery => delivery.Version < Forms - different));
        var places = contacts.Index().ToDictionary(contact => contact.Item.Email, contact => (double)contact.Index / contacts.Count);
        return new LoadPlan(deliveries, [.. sends.OrderBy(delivery => places[delivery.Email] + (Random.Shared.NextDouble() / 2))]);
    }

    /// <summary>The vendor makes tasks and does not answer, and whoever asked dies.</summary>
    /// <param name="tasks">So many tasks are there by then.</param>
    private async Task KillWritersBetweenCallAndNote(int tasks)
    {
        await Testing.Eventually.Within(Patience, async () => (await Tasks()).Count >= tasks && Stack.Endpoints.Processes["writer"].Length == 2);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "v8/Tasks", kind = "timeout-after-write", count = 1 }, Ct);
        await Testing.Eventually.Within(Patience, async () => await Noted() is var noted && (await Tasks()).Count > noted);
        Stack.Signal("writer", Signals.Kill, 0);
        Stack.Signal("writer", Signals.Kill, 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"killed both writers with {(await Tasks()).Count} tasks made and {await Noted()} noted");
    }

    private async Task OneTaskEach(IReadOnlyList<AcContact> contacts)
    {
        var leads = (await Stack.Sandbox.Records("Leads", Ct)).ToDictionary(lead => Text(lead, "id"), lead => Text(lead, "Email"));
        var tasks = await Tasks();
        Assert.Equal(contacts.Select(contact => contact.Email).Order(), tasks.Select(task => leads[Text(task.GetProperty("What_Id"), "id")]).Order());
        var given = TwinStack.Owners.Select(owner => tasks.Count(task => Text(task.GetProperty("Owner"), "email") == owner)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{tasks.Count} tasks for {contacts.Count} persons; owners have {string.Join(", ", given)}");
        Assert.Equal(contacts.Count, given.Sum());
        Assert.InRange(given.Max() - given.Min(), 0, 1);
    }

    private async Task OneGateEach(IReadOnlyList<AcContact> contacts, LoadPlan plan)
    {
        var outcomes = await Testing.Eventually.Within(
            Patience, () => Outcomes([.. contacts.Select(contact => contact.Email)]), found => found.Count >= plan.Deliveries.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{plan.Sends.Count} forms sent, {plan.Deliveries.Count} of them different: "
            + string.Join(", ", outcomes.CountBy(end => end.Outcome).Select(end => $"{end.Value} {end.Key}")));
        Assert.Equal(plan.Deliveries.Count, outcomes.Count);
        Assert.All(outcomes.GroupBy(end => end.Email), person => Assert.Single(person, end => end.Outcome == "handed-off"));
        Assert.All(outcomes, end => Assert.True(end.Outcome is "handed-off" or "suppressed: cooldown", end.Outcome));
    }

    private Task<IReadOnlyList<JsonElement>> Tasks() => Stack.Sandbox.Records("Tasks", Ct);

    /// <summary>Tasks that are known to be there.</summary>
    private async Task<long> Noted()
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<long>("""
            select count(*) from writer.pending_operation where outcome = 'written' and accepted_at > @since
            """, new { since = _since });
    }

    /// <summary>What each delivery came to; a stage may tell so more than once.</summary>
    private async Task<IReadOnlyList<End>> Outcomes(string[] emails)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return (await connection.QueryAsync<End>("""
            select distinct delivery_id as deliveryId, email, outcome from console.outcome where stage = 'handoff' and email = any(@emails)
            """, new { emails })).AsList();
    }

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;

    private sealed record End(long DeliveryId, string Email, string Outcome);
}
