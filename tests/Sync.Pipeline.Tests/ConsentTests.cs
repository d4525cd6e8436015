using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Who opts out on one side gets no more mail from the other, and nothing subscribes him again.</summary>
[Collection(nameof(ReadingStack))]
public sealed class ConsentTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    private readonly AcContact _person = AcContact.New();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Act("activecampaign", "create");
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, _person.Email)).Count == 1);
        await Act("activecampaign", "subscribe");
        await Stack.Quiet(Soon, Ct);
    }

    [Fact]
    public async Task Who_leaves_the_list_is_opted_out_in_the_crm_and_stays_so_whatever_comes_late()
    {
        Assert.False(await IsOptedOut());

        await Act("activecampaign", "unsubscribe");
        await Testing.Eventually.Within(Soon, IsOptedOut);
        await Stack.Deliver(AcWebhook.Form(_person with { Id = await ContactId() }, DateTimeOffset.UtcNow), Ct);
        // One after the other: what somebody types in the very moment in which we write is what our write replaces.
        await Stack.Quiet(Soon, Ct);
        await Act("zoho", "update", ("Phone", "+1 555 0177"));
        await Testing.Eventually.Within(Soon, async () => Text(await Contact(), "phone").EndsWith("0177", StringComparison.Ordinal));
        await Stack.Quiet(Soon, Ct);

        Assert.True(await IsOptedOut());
        Assert.Equal(["2"], await Statuses());
    }

    [Fact]
    public async Task Who_is_opted_out_in_the_crm_is_unsubscribed_in_marketing()
    {
        Assert.Equal(["1"], await Statuses());

        await Act("zoho", "unsubscribe");

        await Testing.Eventually.Within(Soon, async () => (await Statuses()) is ["2"]);
        await Stack.Quiet(Soon, Ct);
        Assert.True(await IsOptedOut());
        Assert.Equal(["2"], await Statuses());
    }

    [Fact]
    public async Task Who_has_a_lead_and_a_contact_is_opted_out_in_both_whichever_of_the_three_says_so()
    {
        await ActOn("Contacts", "create", ("Last_Name", _person.LastName));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Contacts", Ct, _person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        await ActOn("Leads", "unsubscribe");

        await Testing.Eventually.Within(Soon, async () => (await Statuses()) is ["2"]);
        await Testing.Eventually.Within(Soon, () => Out("Contacts"));
        Assert.True(await Out("Leads"));
    }

    [Fact]
    public async Task Who_leaves_the_list_is_opted_out_in_his_lead_as_well_as_in_his_contact()
    {
        await ActOn("Contacts", "create", ("Last_Name", _person.LastName));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Contacts", Ct, _person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        await Act("activecampaign", "unsubscribe");

        await Testing.Eventually.Within(Soon, async () => await Out("Contacts") && await Out("Leads"));
        await Stack.Quiet(Soon, Ct);
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        Assert.Empty(await connection.QueryAsync<string>("select key from console.dead_letter where key like '%opt-out%'"));
    }

    private async Task<bool> Out(string module) =>
        Assert.Single(await Stack.Sandbox.Records(module, Ct, _person.Email)).GetProperty("Email_Opt_Out").GetBoolean();

    private Task ActOn(string module, string what, params (string Field, string Value)[] set) => Stack.Sandbox.Act(
        new { vendor = "zoho", @do = what, module, email = _person.Email, set = set.ToDictionary(field => field.Field, field => field.Value) }, Ct);

    private Task<bool> IsOptedOut() => Out("Leads");

    private async Task<JsonElement> Contact() => Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct));

    private async Task<long> ContactId() => long.Parse(Text(await Contact(), "id"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Of each list that the contact is or was on: 1 subscribed, 2 unsubscribed.</summary>
    private async Task<IReadOnlyList<string>> Statuses() =>
        [.. (await Contact()).GetProperty("contactLists").EnumerateArray().Select(link => Text(link, "status"))];

    private Task Act(string vendor, string what, params (string Field, string Value)[] set) => Stack.Sandbox.Act(
        new
        {
            vendor, @do = what, module = vendor == "zoho" ? "Leads" : "contacts", email = _person.Email,
            value = what.EndsWith("subscribe", StringComparison.Ordinal) && vendor != "zoho" ? "1" : "",
            set = set.ToDictionary(field => field.Field, field => field.Value),
        }, Ct);

    private static string Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.ToString() : "";
}
