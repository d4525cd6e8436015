using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Marketing keeps the id of each person's record in the CRM, whatever becomes of that record.</summary>
[Collection(nameof(CompanyStack))]
public sealed class RecordIdTests(CompanyStack fixture) : TwoWayTest(fixture)
{
    [Fact]
    public async Task The_id_follows_the_record_from_its_making_over_its_conversion()
    {
        var (lead, contact) = (AcContact.New(), AcContact.New());
        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "create", module = "Leads", email = lead.Email, set = new { Last_Name = "Lind" } }, Ct);
        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email = contact.Email }, Ct);
        await Testing.Eventually.Within(Soon, async () => await Id(lead) is { Length: > 0 } id && id == await RecordOf(lead, "Leads"));
        await Testing.Eventually.Within(Soon, async () => await Id(contact) is { Length: > 0 } id && id == await RecordOf(contact, "Contacts"));
        await Stack.Quiet(Soon, Ct);
        var before = await Stack.Sandbox.LastCall(Ct);

        await Stack.Sandbox.Act(new { vendor = "zoho", @do = "convert", module = "Leads", email = lead.Email }, Ct);
        await Testing.Eventually.Within(Soon, async () => await Id(lead) is { Length: > 0 } id && id == await RecordOf(lead, "Contacts"));
        await Stack.Quiet(Soon, Ct);

        // Marketing tells of our write, and that leads to no other.
        Assert.Single(await Stack.Sandbox.Calls(before, Ct, "activecampaign"), call => call.GetProperty("method").GetString() is "POST" or "PUT");
    }

    private async Task<string?> RecordOf(AcContact person, string module) =>
        (await Stack.Sandbox.Records(module, Ct, person.Email)) is [var record] ? record.GetProperty("id").GetString() : null;

    /// <summary>What stands in the custom field <c>CRM_ID</c>, which is number 10 in the sandbox.</summary>
    private async Task<string?> Id(AcContact person) => (await Stack.Sandbox.Contacts(person.Email, Ct)) is [var contact]
        ? contact.GetProperty("fieldValues").EnumerateArray()
            .Where(value => value.ValueKind == JsonValueKind.Object && value.GetProperty("field").GetString() == "10")
            .Select(value => value.GetProperty("value").GetString()).FirstOrDefault()
        : null;
}
