using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>People change addresses, leads are converted, records are deleted and made anew: it stays one person, and one record each.</summary>
[Collection(nameof(ReadingStack))]
public sealed class IdentityTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    [Fact]
    public async Task Who_changes_his_address_in_marketing_keeps_his_lead_and_comes_back_under_the_old_one_as_himself()
    {
        var (person, renamed) = await Renamed();
        await Act("activecampaign", "create", "contacts", person.Email);
        await InStep(renamed.Email);

        Assert.Single(await Stack.Sandbox.Records("Leads", Ct, renamed.Email));
        Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, person.Email));
    }

    [Fact]
    public async Task Who_changes_his_address_in_the_crm_keeps_his_contact()
    {
        var person = AcContact.New();
        await Entered(person);
        var after = $"new.{person.Email}";

        await Act("zoho", "update", "Leads", person.Email, ("Email", after));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Contacts(after, Ct)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        Assert.Empty(await Stack.Sandbox.Contacts(person.Email, Ct));
        Assert.Single(await Stack.Sandbox.Records("Leads", Ct, after));
        Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, person.Email));
    }

    [Fact]
    public async Task A_lead_converted_in_the_middle_of_traffic_goes_on_as_the_contact()
    {
        var person = AcContact.New();
        await Entered(person);

        for (var number = 1; number <= 6; number++)
        {
            await Act("activecampaign", "update", "contacts", person.Email, ("phone", $"+1 555 010{number}"));
            if (number == 3)
                await Act("zoho", "convert", "Leads", person.Email);
        }

        await Testing.Eventually.Within(Soon, async () =>
            (await Stack.Sandbox.Records("Contacts", Ct, person.Email)).Any(record => Text(record, "Phone").EndsWith("0106", StringComparison.Ordinal)));
        await Stack.Quiet(Soon, Ct);

        Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, person.Email));
        Assert.DoesNotContain(await Stack.Sandbox.Records("Leads", Ct, person.Email), lead => Text(lead, "Phone").EndsWith("0106", StringComparison.Ordinal));
        Assert.InRange((await Stack.Sandbox.Records("Leads", Ct, person.Email)).Count, 0, 1);
        Assert.EndsWith("0106", Text(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), "phone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_merged_away_in_the_middle_of_traffic_goes_on_as_the_one_that_is_left()
    {
        var person = AcContact.New();
        await Entered(person);
        var merged = Text(Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email)), "id");
        // With the phone that all know: the one that is left would else take it over, and that is an edit of the phone's owner.
        await Act("zoho", "create", "Leads", person.Email, ("Last_Name", person.LastName), ("Company", "A"), ("Phone", person.Phone));
        await Stack.Quiet(Soon, Ct);
        var left = (await Stack.Sandbox.Records("Leads", Ct, person.Email)).Select(lead => Text(lead, "id")).Single(id => id != merged);

        for (var number = 1; number <= 6; number++)
        {
            await Act("activecampaign", "update", "contacts", person.Email, ("phone", $"+1 555 010{number}"));
            if (number == 3)
                await Stack.Sandbox.Act(new { vendor = "zoho", @do = "merge", module = "Leads", id = left, value = merged }, Ct);
        }

        await InStep(person.Email, "Leads", "0106");

        var lead = Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        Assert.Equal(left, Text(lead, "id"));
        Assert.EndsWith("0106", Text(lead, "Phone"), StringComparison.Ordinal);
        Assert.EndsWith("0106", Text(Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct)), "phone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_that_was_deleted_is_made_once_with_everything_when_the_person_is_heard_of_again()
    {
        var person = AcContact.New();
        await Entered(person);
        await Act("zoho", "delete", "Leads", person.Email);
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct));

        await Act("activecampaign", "update", "contacts", person.Email, ("phone", "+1 555 0199"));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        var lead = Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        Assert.Equal((person.FirstName, person.LastName), (Text(lead, "First_Name"), Text(lead, "Last_Name")));
    }

    [Fact]
    public async Task A_lead_and_a_contact_of_one_person_are_one_and_the_contact_is_written()
    {
        var person = AcContact.New();
        await Act("zoho", "create", "Leads", person.Email, ("Last_Name", "Lead"), ("Company", "A"));
        await Act("zoho", "create", "Contacts", person.Email, ("Last_Name", "Contact"));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Contacts(person.Email, Ct)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        await Act("activecampaign", "update", "contacts", person.Email, ("phone", "+1 555 0142"));
        await InStep(person.Email, "Contacts", "0142");

        Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, person.Email));
        Assert.Single(await Stack.Sandbox.Contacts(person.Email, Ct));
    }

    [Fact]
    public async Task Two_that_are_found_to_be_one_go_on_as_the_one_who_has_the_address()
    {
        var (ada, ida) = (AcContact.New(), AcContact.New());
        await Entered(ada);
        await Entered(ida);
        var (adas, idas) = (await LeadOf(ada), await LeadOf(ida));
        await Act("zoho", "update", "Leads", ada.Email, ("Email", ida.Email));
        var review = Assert.Single(await Testing.Eventually.Within(
            Soon, () => Stack.Console.Reviews(ada.Email, "open", Ct), open => open.Count > 0));
        Assert.Equal(ida.Email, Text(review, "address"));

        await Stack.Console.Decide(review.GetProperty("id").GetInt64(), "same", Ct);
        await Testing.Eventually.Within(Soon, () => Stack.Console.Reviews(ada.Email, "closed", Ct), closed => closed.Count > 0);
        await Stack.Quiet(Soon, Ct);
        await Act("activecampaign", "update", "contacts", ada.Email, ("phone", "+1 555 0142"));
        await Testing.Eventually.Within(Soon, async () => Text(await Lead(ida, idas), "Phone").EndsWith("0142", StringComparison.Ordinal));
        await Stack.Quiet(Soon, Ct);

        Assert.False(Text(await Lead(ida, adas), "Phone").EndsWith("0142", StringComparison.Ordinal));
        Assert.EndsWith("0142", Text(Assert.Single(await Stack.Sandbox.Contacts(ida.Email, Ct)), "phone"), StringComparison.Ordinal);
        Assert.Single(await Stack.Sandbox.Contacts(ada.Email, Ct));
        Assert.Empty(await Stack.Console.Reviews(ada.Email, "open", Ct));
    }

    private async Task<string> LeadOf(AcContact person) => Text(Assert.Single(await Stack.Sandbox.Records("Leads", Ct, person.Email)), "id");

    private async Task<JsonElement> Lead(AcContact person, string id) =>
        (await Stack.Sandbox.Records("Leads", Ct, person.Email)).Single(lead => Text(lead, "id") == id);

    /// <summary>A person whom both know, and who has another address in marketing and in the CRM since.</summary>
    private async Task<(AcContact Before, AcContact After)> Renamed()
    {
        var person = AcContact.New();
        await Entered(person);
        var renamed = person with { Email = $"new.{person.Email}" };
        await Act("activecampaign", "update", "contacts", person.Email, ("email", renamed.Email));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, renamed.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Stack.Sandbox.Records("Leads", Ct, person.Email));
        return (person, renamed);
    }

    private async Task Entered(AcContact person)
    {
        await Act("activecampaign", "create", "contacts", person.Email,
            ("first_name", person.FirstName), ("last_name", person.LastName), ("phone", person.Phone));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);
    }

    private async Task InStep(string email, string module = "Leads", string? phone = null)
    {
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records(module, Ct, email))
            .Any(record => phone is null || Text(record, "Phone").EndsWith(phone, StringComparison.Ordinal)));
        await Stack.Quiet(Soon, Ct);
    }

    private Task Act(string vendor, string what, string module, string email, params (string Field, string Value)[] set) =>
        Stack.Sandbox.Act(
            new { vendor, @do = what, module, email, set = set.ToDictionary(field => field.Field, field => field.Value) }, Ct);

    private static string Text(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
