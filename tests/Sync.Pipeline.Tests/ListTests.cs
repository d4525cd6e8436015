using System.Text.Json;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Who is on a mailing list has a tag at sales; the tag puts nobody on the list who does not want to be there.</summary>
[Collection(nameof(ReadingStack))]
public sealed class ListTests(ReadingStack fixture) : TwoWayTest(fixture)
{
    private const string Tag = "Newsletter";
    private readonly AcContact _person = AcContact.New();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Act("activecampaign", "create", "");
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Leads", Ct, _person.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);
    }

    [Fact]
    public async Task Who_is_put_on_the_list_has_the_tag_until_he_leaves_it()
    {
        await Act("activecampaign", "subscribe", "3");
        await Testing.Eventually.Within(Soon, async () => await TagsAtSales(_person.Email) is [Tag]);
        await Stack.Quiet(Soon, Ct);

        await Act("activecampaign", "unsubscribe", "3", "public");
        await Testing.Eventually.Within(Soon, async () => await TagsAtSales(_person.Email) is []);
        await Stack.Quiet(Soon, Ct);

        Assert.Equal("2", await OnList());
        // Once each, and no echo goes round.
        Assert.Equal([("tag Newsletter", 1), ("tag Newsletter taken off", 1)], await Written());
    }

    [Fact]
    public async Task Who_signs_up_has_the_tag_once_he_has_confirmed_it()
    {
        await Act("activecampaign", "sign-up", "3", "public");
        await Stack.Quiet(Soon, Ct);
        Assert.Equal("0", await OnList());
        Assert.Empty(await TagsAtSales(_person.Email));

        await Act("activecampaign", "subscribe", "3", "public");

        await Testing.Eventually.Within(Soon, async () => await TagsAtSales(_person.Email) is [Tag]);
    }

    [Fact]
    public async Task Who_gets_the_tag_comes_on_the_list_and_stays_there_without_it()
    {
        await Act("zoho", "tag", Tag);
        await Testing.Eventually.Within(Soon, async () => await OnList() == "1");
        await Stack.Quiet(Soon, Ct);

        await Act("zoho", "untag", Tag);
        await Stack.Quiet(Soon, Ct);

        Assert.Equal("1", await OnList());
        Assert.Equal([("list 3", 1)], await Written());
    }

    [Fact]
    public async Task Who_has_left_comes_on_no_list_by_a_tag_and_the_time_line_says_why()
    {
        await Act("activecampaign", "subscribe", "1", "public");
        await Act("activecampaign", "unsubscribe", "1", "public");
        await Stack.Quiet(Soon, Ct);

        await Act("zoho", "tag", Tag);
        await Testing.Eventually.Within(Soon, async () => (await Outcomes()).Contains("consent"));
        await Stack.Quiet(Soon, Ct);

        Assert.Null(await OnList());
    }

    private async Task<IReadOnlyList<(string Detail, int Count)>> Written() => [.. (await Rows())
        .Where(row => row.Outcome == "written" && (row.Detail.StartsWith("tag ", StringComparison.Ordinal) || row.Detail.StartsWith("list ", StringComparison.Ordinal)))
        .GroupBy(row => row.Detail).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count()))];

    private async Task<IReadOnlyList<string>> Outcomes() => [.. (await Rows()).Select(row => row.Outcome)];

    private async Task<IReadOnlyList<(string Outcome, string Detail)>> Rows()
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return [.. await connection.QueryAsync<(string, string)>(
            "select outcome, coalesce(detail, '') from console.outcome where email = @email", new { email = _person.Email })];
    }

    /// <summary>1 subscribed, 2 unsubscribed, 0 not confirmed yet; null if the contact never was on the list.</summary>
    private async Task<string?> OnList() => Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct)).GetProperty("contactLists").EnumerateArray()
        .Where(link => Text(link, "list") == "3").Select(link => Text(link, "status")).SingleOrDefault();

    private static string Text(JsonElement link, string name) => link.GetProperty(name).ToString();

    private Task Act(string vendor, string what, string value, string who = "admin") => Stack.Sandbox.Act(
        new
        {
            vendor, @do = what, @as = who, module = vendor == "zoho" ? "Leads" : "contacts", email = _person.Email, value,
            set = new Dictionary<string, string> { ["last_name"] = _person.LastName },
        }, Ct);
}
