using System.Text.Json;
using Dapper;
using Sync.Deploy.Processes;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>The CRM's notifications name records without their content: the records are read.</summary>
[Collection(nameof(ReadingStack))]
public sealed class ReadingTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    private static new readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_lead_that_somebody_enters_is_read_and_becomes_a_contact_in_marketing()
    {
        var person = AcContact.New();

        await Enter(person);

        var line = (await Testing.Eventually.Within(
            Soon, () => Stack.Console.Explain(person.Email, Ct), known => known is { } found && Stages(found).Contains("written")))!.Value;
        Assert.Equal(["received", "mapped", "matched", "written"], Stages(line).Distinct().Take(4));
        Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person);
        await Stack.Quiet(Soon, Ct);
        Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        Assert.Equal(["written"], await Outcomes("sales", person.Email));
    }

    [Fact]
    public async Task Many_hints_for_one_record_make_one_read_and_each_ends()
    {
        var person = AcContact.New();
        await Enter(person);
        await Stack.Quiet(Soon, Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", kind = "status", status = 503, seconds = 60 }, Ct);
        var (before, settled) = (await Stack.Sandbox.LastCall(Ct), await Ends());

        for (var number = 1; number <= 40; number++)
        {
            await Edit(person.Saying(number));
            // Two changes of one record in one millisecond are one hint: nothing in the notifications tells them apart.
            var edited = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            SpinWait.SpinUntil(() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() > edited);
        }

        await Testing.Eventually.Within(Soon, PendingReads, count => count == 40);
        await Stack.Sandbox.EndFaults(Ct);
        await Stack.Quiet(Soon, Ct);

        Assert.Single(await Reads(before));
        var ends = await Ends(settled);
        Assert.Equal((39, 1), (ends.Count(end => end == "merged"), ends.Count(end => end == "written")));
        Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person.Saying(40));
    }

    [Fact]
    public async Task A_hundred_records_of_one_notification_are_read_in_one_call_and_settle_it_together()
    {
        var people = Enumerable.Range(0, 100).Select(_ => AcContact.New()).ToList();
        await PastTheRamp();
        var (before, settled) = (await Stack.Sandbox.LastCall(Ct), await Ends());

        await Stack.Crm.Insert("Leads", people.Select(Lead), Ct);
        await Testing.Eventually.Within(TimeSpan.FromMinutes(2), async () => (await Ends(settled)).Count >= 1);

        Assert.Single(await Reads(before));
        var delivery = await OneSince(settled);
        Assert.Equal("written", delivery.Outcome);
        Assert.Equal(100, await PartsOf(delivery.Id));
        var line = (await Testing.Eventually.Within(
            Soon, () => Stack.Console.Delivery(delivery.Id, Ct),
            line => line is { } known && OperatorConsole.Ends(known).Select(end => end.GetProperty("part").GetString()).Distinct().Count() == 100))!.Value;
        Assert.Equal("written", line.GetProperty("outcome").GetString());
        foreach (var person in people)
            Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person);
    }

    // After an outage, which a test before may have made, the calls of a lane grow with each that succeeds.
    private async Task PastTheRamp()
    {
        for (var success = 0; success < 3; success++)
        {
            var settled = await Ends();
            await Stack.Crm.Insert("Leads", [Lead(AcContact.New())], Ct);
            await Testing.Eventually.Within(Soon, async () => (await Ends(settled)).Count >= 1);
        }
    }

    [Fact]
    public async Task A_hundred_notifications_need_few_reads()
    {
        var people = Enumerable.Range(0, 100).Select(_ => AcContact.New()).ToList();
        await Stack.Sandbox.Fault(new { vendor = "zoho", kind = "status", status = 503, seconds = 60 }, Ct);
        var (before, settled) = (await Stack.Sandbox.LastCall(Ct), await Ends());

        await Stack.Sandbox.Act(people.Select(person => Act("create", person)), Ct);
        await Testing.Eventually.Within(Soon, async () => await PendingReads() == 100);
        await Stack.Sandbox.EndFaults(Ct);
        await Testing.Eventually.Within(TimeSpan.FromMinutes(2), async () => (await Ends(settled)).Count >= 100);

        // One record proves that the CRM is in order again; from then on more come together with each call.
        Assert.InRange((await Reads(before)).Count, 1, 10);
        Assert.All(await Ends(settled), end => Assert.Equal("written", end));
    }

    [Fact]
    public async Task A_record_deleted_before_it_was_read_ends_as_gone_and_so_does_its_deletion()
    {
        var person = AcContact.New();
        await Enter(person);
        await Stack.Quiet(Soon, Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", kind = "status", status = 503, seconds = 60 }, Ct);
        var settled = await Ends();

        await Edit(person.Saying(1));
        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "delete", module = "Leads", email = person.Email }, Ct);
        await Testing.Eventually.Within(Soon, async () => (await Ends(settled)).Contains("gone"));
        await Stack.Sandbox.EndFaults(Ct);

        await Testing.Eventually.Within(Soon, async () => (await Ends(settled)).Order().SequenceEqual(["gone", "gone"]));
        Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person);
    }

    [Fact]
    public async Task Records_of_one_notification_end_each_in_its_own_way()
    {
        var (there, gone) = (AcContact.New(), AcContact.New());
        var ids = await Stack.Crm.Insert("Leads", [Lead(there), Lead(gone)], Ct);
        await Stack.Quiet(Soon, Ct);
        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "delete", module = "Leads", id = ids[1] }, Ct);
        await Stack.Quiet(Soon, Ct);
        var settled = await Ends();

        await Notify("Leads", "update", ids[0], ids[1], "5550100000099999999");
        await Stack.Quiet(Soon, Ct);

        Assert.Equal("unchanged, gone", (await OneSince(settled)).Outcome);
    }

    [Fact]
    public async Task What_we_wrote_ourselves_is_read_and_changes_nothing()
    {
        var person = AcContact.New();
        var before = await Stack.Sandbox.LastCall(Ct);

        await Stack.Deliver(AcWebhook.Form(person, DateTimeOffset.UtcNow), Ct);
        await Testing.Eventually.Within(Soon, async () => (await Outcomes("sales", person.Email)).Count >= 1);
        await Stack.Quiet(Soon, Ct);

        Assert.Equal(["echo"], await Outcomes("sales", person.Email));
        Holds(Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email)), person);
        Assert.Single(await Stack.Sandbox.Calls(before, Ct), IsWrite);
        Assert.DoesNotContain(await Stack.Sandbox.Calls(before, Ct, "activecampaign"), IsWrite);
    }

    [Fact]
    public async Task A_writer_that_dies_between_the_read_and_its_message_reads_again()
    {
        var person = AcContact.New();
        await Enter(person);
        await Stack.Quiet(Soon, Ct);
        var (before, settled) = (await Stack.Sandbox.LastCall(Ct), await Ends());

        await using (await HoldNotes())
        {
            await Edit(person.Saying(1));
            await Testing.Eventually.Within(Soon, async () => (await Reads(before)).Count >= 1);
            Stack.Signal("writer", Signals.Kill, 0);
            Stack.Signal("writer", Signals.Kill, 1);
        }

        await Testing.Eventually.Within(Soon, async () => (await Ends(settled)).SequenceEqual(["written"]));
        Assert.InRange((await Reads(before)).Count, 2, 3);
        Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person.Saying(1));
    }

    [Fact]
    public async Task Notifications_that_come_twice_and_out_of_order_end_with_the_same_records()
    {
        var people = Enumerable.Range(0, 20).Select(_ => AcContact.New()).ToList();
        await Stack.Sandbox.Webhooks(new { vendor = "zoho", duplicate = 0.1, reorder = 0.1 }, Ct);

        await Stack.Sandbox.Act(people.Select(person => Act("create", person)), Ct);
        for (var number = 1; number <= 5; number++)
            await Stack.Sandbox.Act(people.Select(person => Act("update", person.Saying(number))), Ct);
        await Stack.Quiet(TimeSpan.FromMinutes(2), Ct);

        foreach (var person in people)
        {
            Holds(Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email)), person.Saying(5));
            Holds(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), person.Saying(5));
        }
    }

    private Task Enter(AcContact person) => Stack.Sandbox.Act(Act("create", person), Ct);

    private Task Edit(AcContact person) => Stack.Sandbox.Act(Act("update", person), Ct);

    private static object Act(string what, AcContact person) =>
        new { vendor = "zoho", @do = what, module = "Leads", email = person.Email, set = person.Lead() };

    private static object Lead(AcContact person) => person.Lead().Append(new("Email", person.Email)).ToDictionary();

    private static void Holds(JsonElement record, AcContact person)
    {
        var (first, last, phone) = record.TryGetProperty("First_Name", out _) ? ("First_Name", "Last_Name", "Phone") : ("firstName", "lastName", "phone");
        Assert.Equal(
            (person.FirstName, person.LastName, person.Phone),
            (record.GetProperty(first).GetString(), record.GetProperty(last).GetString(), record.GetProperty(phone).GetString()));
    }

    private static IEnumerable<string> Stages(JsonElement line) =>
        line.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("stage").GetString()!);

    private static bool IsWrite(JsonElement call) => call.GetProperty("method").GetString() is "POST" or "PUT"
        && call.GetProperty("path").GetString() is { } path && (path.Contains("/Leads", StringComparison.Ordinal) || path.Contains("/contact", StringComparison.Ordinal));

    /// <summary>Successful reads of leads after a call.</summary>
    /// <summary>The reads of deliveries, which carry their trace: a checkup, which may come at any time, looks at the module too.</summary>
    private async Task<IReadOnlyList<JsonElement>> Reads(long after) =>
    [
        .. (await Stack.Sandbox.Calls(after, Ct)).Where(call => call.GetProperty("method").GetString() == "GET"
            && call.GetProperty("path").GetString() == "/crm/v8/Leads" && call.GetProperty("status").GetInt32() < 300
            && call.GetProperty("trace").ValueKind == JsonValueKind.String),
    ];

    private async Task Notify(string module, string operation, params string[] ids)
    {
        var body = JsonSerializer.Serialize(new
        {
            server_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), module, ids, operation, channel_id = "1000000068001",
        });
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Stack.Http.PostAsync(new Uri(Stack.Endpoints.Hooks["sales"]), content, Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>How the deliveries of the CRM ended that came after a number; the newest number where none is given.</summary>
    private async Task<IReadOnlyList<string>> Ends(long after) => await Query<string>(
        """
        select s.outcome from ingress.delivery d join ingress.settlement s on s.delivery_id = d.id
         where d.connection = 'sales' and d.id > @after and s.settled_at is not null order by d.id
        """, new { after });

    private async Task<long> Ends() => (await Query<long>("select coalesce(max(id), 0) from ingress.delivery")).Single();

    private async Task<StoredDelivery> OneSince(long after) => Assert.Single(await Query<StoredDelivery>(
        """
        select d.id, s.outcome from ingress.delivery d join ingress.settlement s on s.delivery_id = d.id
         where d.connection = 'sales' and d.id > @after
        """, new { after }));

    private async Task<long> PartsOf(long delivery) => (await Query<long>(
        "select count(*) from ingress.part_settlement, jsonb_object_keys(ended) where delivery_id = @delivery", new { delivery })).Single();

    private async Task<long> PendingReads() => (await Query<long>("select count(*) from writer.pending_read where settled_at is null")).Single();

    /// <summary>The final outcomes of a person's changes at one connection.</summary>
    private async Task<IReadOnlyList<string>> Outcomes(string source, string email) => await Query<string>(
        """
        select s.outcome from ingress.settlement s
         where s.delivery_id in (select delivery_id from console.outcome where email = @email and source = @source) and s.settled_at is not null
        """, new { source, email });

    /// <summary>Keeps what was read from being noted until the answer is disposed of.</summary>
    private async Task<IAsyncDisposable> HoldNotes()
    {
        await Query<int>("""
            create function writer.hold_note() returns trigger language plpgsql as $$
            begin
                perform pg_sleep(4);
                return new;
            end $$;
            create trigger hold_note before update on writer.pending_read for each row when (new.settled_at is not null)
                execute function writer.hold_note();
            """);
        return new Release(async () => await Query<int>("drop function writer.hold_note cascade"));
    }

    private async Task<IReadOnlyList<T>> Query<T>(string statement, object? arguments = null)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(CancellationToken.None);
        return [.. await connection.QueryAsync<T>(statement, arguments)];
    }

    private sealed class Release(Func<Task> release) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await release();
    }
}
