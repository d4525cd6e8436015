using System.Diagnostics;
using System.Text.Json;
using Sync.Faults.Load;
using Sync.Testing.Stacks;

namespace Sync.Faults;

/// <summary>How few calls it takes, and how much of what the vendor allows is used; the sandbox counts.</summary>
[Collection(nameof(SingleStack))]
public sealed class LimitTests(SingleStack fixture)
{
    private const int UsualBacklog = 60;
    private const int Allowed = 5;
    private const double LeastShare = 0.97;
    private const int InOneInsert = 100;
    private const int Contacts = 10_000;
    private const int MostUpserts = 110;
    private const int Changes = 100;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Stack Stack => fixture.Stack;

    /// <summary>With SYNC_TEST_BACKLOG=2000 it takes a quarter of an hour.</summary>
    [Fact]
    public async Task A_backlog_at_ActiveCampaign_uses_what_it_allows_and_no_call_more()
    {
        var before = await Prepare();
        var backlog = Scale.Of("SYNC_TEST_BACKLOG", UsualBacklog);
        foreach (var portion in Enumerable.Range(0, backlog).Select(_ => AcContact.New()).Chunk(InOneInsert))
        {
            await Stack.Crm.Insert("Leads", portion.Select(Lead), Ct);
        }

        await Stack.Quiet(Quiet + TimeSpan.FromSeconds(backlog), Ct);

        var calls = (await Stack.Sandbox.Calls(before, Ct, "activecampaign")).Select(At).Order().ToList();
        var inOneSecond = calls.Select((at, place) => calls.Skip(place).TakeWhile(other => other - at < TimeSpan.FromSeconds(1)).Count()).Max();
        var share = (calls.Count - 1) / (calls[^1] - calls[0]).TotalSeconds / Allowed;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{backlog} writes, {calls.Count} calls, at most {inOneSecond} in a second, {share:P1} of {Allowed} a second");
        Assert.InRange(calls.Count, backlog, int.MaxValue);
        Assert.InRange(inOneSecond, 1, Allowed);
        Assert.InRange(share, LeastShare, 1.05);
    }

    [Fact]
    public async Task Ten_thousand_contacts_reach_the_CRM_in_full_calls_when_they_come_and_when_they_change()
    {
        var before = await Prepare();
        var contacts = Enumerable.Range(0, Contacts).Select(_ => AcContact.New()).ToList();
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        await Send([.. contacts.Select(contact => new Delivery(AcWebhook.Form(contact, start), contact.Email, 0, contact.Lead()))]);
        var created = (await Writes(before)).Count;
        Assert.Equal(Contacts, (await Stack.Sandbox.Records("Leads", Ct)).Count);
        var between = await Stack.Sandbox.LastCall(Ct);

        await Send([.. contacts.Select(contact => contact.Saying(contact.Id + Contacts)).Select(contact =>
            new Delivery(AcWebhook.Form(contact, start.AddMinutes(1), "update"), contact.Email, 1, contact.Lead()))]);

        var changed = (await Writes(between)).Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Contacts} contacts: {created} calls to create them, {changed} to change them");
        Assert.InRange(created, Contacts / InOneInsert, MostUpserts);
        Assert.InRange(changed, Contacts / InOneInsert, MostUpserts);
    }

    [Fact]
    public async Task A_hundred_changes_of_one_contact_within_half_a_minute_make_two_writes()
    {
        var before = await Prepare();
        var (contact, start, since) = (AcContact.New(), DateTimeOffset.UtcNow.AddHours(-1), Stopwatch.GetTimestamp());
        for (var number = 0; number < Changes; number++)
        {
            // The pace is what the test is about: a change every 300 ms.
            if (TimeSpan.FromMilliseconds(300 * number) - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, Ct);
            }

            await Stack.Deliver(AcWebhook.Form(contact.Saying(number), start.AddSeconds(number), number == 0 ? "subscribe" : "update"), Ct);
        }

        await Stack.Quiet(Quiet, Ct);

        var lead = Assert.Single(await Stack.Sandbox.Records("Leads", Ct, contact.Email));
        Assert.Equal(contact.Saying(Changes - 1).FirstName, lead.GetProperty("First_Name").GetString());
        Assert.InRange((await Writes(before)).Count, 1, 2);
    }

    private async Task<long> Prepare()
    {
        await Stack.Ready(TimeSpan.FromSeconds(60), Ct);
        await Stack.Quiet(Quiet, Ct);
        await Stack.Sandbox.Reset(Ct);
        return await Stack.Sandbox.LastCall(Ct);
    }

    private async Task Send(IReadOnlyList<Delivery> deliveries)
    {
        await new LoadGenerator(Stack).Run(new LoadPlan(deliveries, deliveries), TimeSpan.Zero, Ct);
        Assert.All(deliveries, delivery => Assert.True(delivery.IsAcknowledged));
        await Stack.Quiet(Quiet, Ct);
    }

    private async Task<IReadOnlyList<JsonElement>> Writes(long after) =>
    [
        .. (await Stack.Sandbox.Calls(after, Ct)).Where(call => call.GetProperty("method").GetString() is "POST" or "PUT"
            && call.GetProperty("path").GetString()!.Contains("/Leads", StringComparison.Ordinal)),
    ];

    private static Dictionary<string, string> Lead(AcContact contact) => new(contact.Lead()) { ["Email"] = contact.Email };

    private static DateTimeOffset At(JsonElement call) => call.GetProperty("at").GetDateTimeOffset();
}
