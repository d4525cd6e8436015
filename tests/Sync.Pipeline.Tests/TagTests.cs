using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>A tag that both sides shall have alike is put on and taken off on either, and comes to rest.</summary>
[Collection(nameof(ReadingStack))]
public sealed class TagTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    private readonly AcContact _person = AcContact.New();

    [Fact]
    public async Task It_goes_there_and_back_on_and_off_with_an_outcome_of_its_own_and_no_echo_goes_round()
    {
        await Act("activecampaign", "create", "");
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, _person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);

        await Act("activecampaign", "tag", "vip");
        await Testing.Eventually.Within(Soon, async () => await AtSales() is ["VIP customer"]);
        await Stack.Quiet(Soon, Ct);
        Assert.Equal(["written"], await Ends("tag VIP customer"));

        await Act("zoho", "untag", "VIP customer");
        await Testing.Eventually.Within(Soon, async () => await AtMarketing() == 0);
        await Stack.Quiet(Soon, Ct);
        Assert.Equal(["written"], await Ends("tag vip taken off"));

        await Act("zoho", "tag", "VIP customer");
        await Testing.Eventually.Within(Soon, async () => await AtMarketing() == 1);
        await Stack.Quiet(Soon, Ct);
        Assert.Equal(["VIP customer"], await AtSales());

        await Act("activecampaign", "untag", "vip");
        await Testing.Eventually.Within(Soon, async () => await AtSales() is []);
        await Stack.Quiet(Soon, Ct);
        Assert.Equal(["written"], await Ends("tag VIP customer taken off"));
        Assert.Equal(0, await AtMarketing());
        // What nobody named stays where it is.
        await Act("activecampaign", "tag", "other");
        await Stack.Quiet(Soon, Ct);
        Assert.Equal([], await AtSales());
        Assert.Equal(1, await AtMarketing());
    }

    [Fact]
    public async Task A_person_who_is_only_just_made_gets_it_too()
    {
        await Act("activecampaign", "create", "");
        await Act("activecampaign", "tag", "vip");

        await Testing.Eventually.Within(Soon, async () => await AtSales() is ["VIP customer"]);
        await Stack.Quiet(Soon, Ct);
        Assert.Equal(1, await AtMarketing());
    }

    [Fact]
    public async Task Of_several_tags_the_first_that_the_file_names_is_told_as_an_intent()
    {
        await Act("activecampaign", "create", "");
        foreach (var (what, tag, interest) in new[]
        {
            ("tag", "webinar", "Webinar"), ("tag", "pricing-visit", "Pricing"), ("untag", "pricing-visit", "Webinar"), ("untag", "webinar", null),
        })
        {
            await Act("activecampaign", what, tag);
            await Testing.Eventually.Within(Soon, async () => await Interest() == interest);
        }

        Assert.Equal([], await AtSales());
    }

    private async Task<string?> Interest() =>
        await Stack.Sandbox.Records("Leads", Ct, _person.Email) is [var lead] ? lead.GetProperty("AC_Tags").GetString() : "nobody";

    private async Task<IReadOnlyList<string>> Ends(string detail)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return [.. await connection.QueryAsync<string>(
            "select outcome from console.outcome where email = @email and detail = @detail and final", new { email = _person.Email, detail })];
    }

    private Task<IReadOnlyList<string>> AtSales() => TagsAtSales(_person.Email);

    private async Task<int> AtMarketing() => Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct)) is var contact
        && contact.TryGetProperty("contactTags", out var tags) && tags.ValueKind == JsonValueKind.Array ? tags.GetArrayLength() : -1;

    private Task Act(string vendor, string what, string value) => Stack.Sandbox.Act(
        new
        {
            vendor, @do = what, module = vendor == "zoho" ? "Leads" : "contacts", email = _person.Email, value,
            set = new Dictionary<string, string> { ["last_name"] = _person.LastName },
        }, Ct);
}
