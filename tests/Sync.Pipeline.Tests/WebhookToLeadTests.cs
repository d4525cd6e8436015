using System.Net;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

public sealed class WebhookToLeadTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Fact]
    public async Task A_webhook_becomes_a_lead_with_its_fields_and_its_time_line()
    {
        var contact = AcContact.New();

        await Send(contact);
        var line = await Explained(contact.Email, "written: written");

        var lead = await TheOne("Leads", contact.Email);
        Holds(lead, contact);
        Assert.Equal(4, contact.Lead().Keys.Count(field => lead.TryGetProperty(field, out _)));
        // What the CRM tells of the lead that we made may be there already: it is a delivery of its own.
        var own = line.GetProperty("events").EnumerateArray().GroupBy(happened => happened.GetProperty("deliveryId").GetInt64()).First();
        var events = own.ToList();
        Assert.Equal(["received", "mapped", "matched", "written"], events.Select(happened => happened.GetProperty("stage").GetString()));
        Assert.Equal("written", Assert.Single(OwnEnds(line)).GetProperty("stage").GetString());
        Assert.Equal(lead.GetProperty("id").ToString(), events[^1].GetProperty("recordId").GetString());
        Assert.Equal("Leads", events[^1].GetProperty("module").GetString());
    }

    [Fact]
    public async Task The_same_delivery_twice_is_acknowledged_twice_and_stored_once()
    {
        var contact = AcContact.New();
        var form = AcWebhook.Form(contact, DateTimeOffset.UtcNow);
        // ActiveCampaign promises no order of pairs: this is the same delivery.
        var shuffled = string.Join('&', form.Split('&').Reverse());

        Assert.Equal(HttpStatusCode.Accepted, await Stack.Deliver(form, Ct));
        Assert.Equal(HttpStatusCode.OK, await Stack.Deliver(form, Ct));
        Assert.Equal(HttpStatusCode.OK, await Stack.Deliver(shuffled, Ct, instance: 1));

        Assert.Equal("written", (await Ended(form)).Outcome);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Stored(shuffled));
        Holds(await TheOne("Leads", contact.Email), contact);
    }

    [Fact]
    public async Task A_later_change_updates_the_lead_and_an_older_one_does_not()
    {
        var first = AcContact.New();
        var (second, third) = (first.Saying(2), first.Saying(3));
        var now = DateTimeOffset.UtcNow;
        string[] forms =
            [AcWebhook.Form(first, now.AddMinutes(-3)), AcWebhook.Form(third, now.AddMinutes(-1), "update"), AcWebhook.Form(second, now.AddMinutes(-2), "update")];

        foreach (var form in forms)
        {
            await Stack.Deliver(form, Ct);
            await Ended(form);
        }

        Holds(await TheOne("Leads", first.Email), third);
        Assert.Equal("stale", (await Stored(forms[2])).Outcome);
    }

    [Fact]
    public async Task A_person_who_is_a_contact_already_is_updated_and_does_not_become_a_lead()
    {
        var contact = AcContact.New();
        var known = new { First_Name = "Ada", Last_Name = "Lovelace" };
        await Stack.Sandbox.Act(
            new { vendor = "zoho", @as = "admin", @do = "create", module = "Contacts", email = contact.Email.ToUpperInvariant(), set = known }, Ct);

        // The CRM tells of it as well: only once that is heard is what the person says now the later word.
        await Explained(contact.Email, "written: written");
        var form = AcWebhook.Form(contact, DateTimeOffset.UtcNow);
        await Stack.Deliver(form, Ct);
        var delivery = await Ended(form);

        Holds(await TheOne("Contacts", contact.Email), contact);
        Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, contact.Email));
        Assert.Equal("Contacts", Assert.Single(await EndsOf(delivery.Id)).GetProperty("module").GetString());
    }

    [Fact]
    public async Task An_event_that_says_nothing_new_ends_unchanged_without_a_write()
    {
        var contact = AcContact.New();
        await Send(contact);
        await Explained(contact.Email, "written: written");
        var before = await Stack.Sandbox.LastCall(Ct);

        await Send(contact, "contact_tag_added");
        await Explained(contact.Email, "matched: unchanged");

        Assert.DoesNotContain(await Stack.Sandbox.Calls(before, Ct), call => call.GetProperty("method").GetString() == "PUT");
    }
}
