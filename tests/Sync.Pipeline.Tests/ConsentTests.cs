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

    [Fact]
    public async Task Only_who_joins_a_list_again_by_himself_and_confirms_it_is_opted_in_again_in_the_crm_in_lead_and_contact()
    {
        await ActOn("Contacts", "create", ("Last_Name", _person.LastName));
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Contacts", Ct, _person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);
        await Act("activecampaign", "unsubscribe");
        await Testing.Eventually.Within(Soon, async () => await Out("Contacts") && await Out("Leads"));
        await NextSecond();

        // Neither what an administrator or a program does in his name, nor a sign-up that is not confirmed yet.
        await ActAs("api", "subscribe");
        await ActAs("api", "unsubscribe");
        await ActAs("admin", "subscribe");
        await ActAs("admin", "unsubscribe");
        await ActAs("public", "sign-up");
        await Testing.Eventually.Within(Soon, async () => (await Outcomes()).Any(each => each is ("consent", var why) && why.Contains("not confirmed yet", StringComparison.Ordinal)));
        await Stack.Quiet(Soon, Ct);
        Assert.True(await Out("Contacts") && await Out("Leads"));

        await NextSecond();
        await ActAs("public", "subscribe");
        await Testing.Eventually.Within(Soon, async () => !await Out("Contacts") && !await Out("Leads"));
        await Stack.Quiet(Soon, Ct);
        Assert.False(await Out("Contacts") || await Out("Leads"));
        Assert.Equal(["2", "1"], await Statuses());
        Assert.Contains(await Outcomes(), each => each.Outcome == "opt-in-confirmed");

        await NextSecond();
        await ActAs("public", "unsubscribe");
        await Testing.Eventually.Within(Soon, async () => await Out("Contacts") && await Out("Leads"));
        Assert.Equal(["2", "2"], await Statuses());
    }

    [Fact]
    public async Task Who_is_opted_out_in_the_crm_after_he_joined_stays_out_though_his_word_comes_later()
    {
        var joined = DateTimeOffset.UtcNow.AddMinutes(-5);
        await Act("zoho", "unsubscribe");
        await Testing.Eventually.Within(Soon, async () => (await Statuses()) is ["2"]);
        await Stack.Quiet(Soon, Ct);

        await Stack.Deliver(AcWebhook.Form(_person with { Id = await ContactId() }, joined).Replace("&list=1", "&list=3", StringComparison.Ordinal), Ct);

        await Testing.Eventually.Within(Soon, async () => (await Outcomes()).Any(each => each is ("stale", var why) && why.Contains("opted out later", StringComparison.Ordinal)));
        await Stack.Quiet(Soon, Ct);
        Assert.True(await IsOptedOut());
        Assert.Equal(["2"], await Statuses());
    }

    private async Task<IReadOnlyList<(string Outcome, string Detail)>> Outcomes()
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return [.. await connection.QueryAsync<(string, string)>(
            "select outcome, coalesce(detail, '') from console.outcome where email = @email", new { email = _person.Email })];
    }

    /// <summary>ActiveCampaign tells time in whole seconds: what happens in one of them has no order.</summary>
    private static Task NextSecond()
    {
        var now = DateTimeOffset.UtcNow;
        return Testing.Eventually.Within(Soon, () => DateTimeOffset.UtcNow >= now.AddSeconds(1));
    }

    private Task ActAs(string who, string what) =>
        Stack.Sandbox.Act(new { vendor = "activecampaign", @as = who, @do = what, module = "contacts", email = _person.Email, value = "3" }, Ct);

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
