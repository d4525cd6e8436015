using System.Security.Cryptography;
using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>People of one firm share one company in the CRM, and are linked to it.</summary>
[Collection(nameof(CompanyStack))]
public sealed class CompanyTests(CompanyStack fixture) : TwoWayTest(fixture)
{
    private static new readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Colleagues_who_come_at_the_same_time_make_one_company_and_are_all_linked_to_it()
    {
        var firms = Enumerable.Range(0, 10).Select(_ => Firm()).ToList();
        var people = firms.SelectMany(firm => new[] { At(firm), At(firm), At($"mail.{firm}") }).ToList();

        await Task.WhenAll(people.Select((person, number) => Deliver(person, number)));

        foreach (var person in people)
        {
            var firm = person.Email[(person.Email.IndexOf('@') + 1)..].Replace("mail.", "", StringComparison.Ordinal);
            var account = await Testing.Eventually.Within(Soon, () => LinkOf(person), found => found is not null);
            Assert.Equal(account, Assert.Single(await Accounts(firm)).GetProperty("id").GetString());
        }

        await Stack.Quiet(Soon, Ct);
        Assert.All(firms, firm => Assert.Single(Accounts(firm).Result));
    }

    [Fact]
    public async Task A_company_whose_call_got_no_answer_is_looked_up_and_not_made_again()
    {
        var person = At(Firm());
        var before = await Stack.Sandbox.LastCall(Ct);
        await Stack.Sandbox.Fault(new { vendor = "zoho", match = "Accounts$", kind = "timeout-after-write", count = 1 }, Ct);

        await Deliver(person);

        await Testing.Eventually.Within(Soon, () => LinkOf(person), found => found is not null);
        await Stack.Quiet(Soon, Ct);
        Assert.Single(await Accounts(DomainOf(person)));
        var calls = await Stack.Sandbox.Calls(before, Ct);
        Assert.Single(calls, call => call.GetProperty("method").GetString() == "POST"
            && call.GetProperty("path").GetString()!.EndsWith("/Accounts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mailbox_of_a_provider_tells_no_company()
    {
        var person = At("gmail.com");

        await Deliver(person);
        await Stack.Quiet(Soon, Ct);

        Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, person.Email));
        Assert.Empty(await Accounts("gmail.com"));
        Assert.Null(await LinkOf(person));
    }

    [Fact]
    public async Task A_company_that_sales_has_is_found_by_its_web_site_and_keeps_what_it_says_there()
    {
        var firm = Firm();
        await Stack.Crm.Insert("Accounts", [new Dictionary<string, string> { ["Account_Name"] = "Known", ["Website"] = $"https://www.{firm}/de" }], Ct);
        var person = At(firm);

        await Deliver(person);

        var linked = await Testing.Eventually.Within(Soon, () => LinkOf(person), found => found is not null);
        var account = Assert.Single(await Accounts(firm));
        Assert.Equal((linked, $"https://www.{firm}/de"), (account.GetProperty("id").GetString(), account.GetProperty("Website").GetString()));
    }

    [Fact]
    public async Task An_account_of_marketing_becomes_a_company_and_its_new_name_goes_along()
    {
        var firm = Firm();
        var made = await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "accounts", set = new { name = $"First {firm}", accountUrl = $"https://{firm}" } }, Ct);
        await Testing.Eventually.Within(Soon, () => NameOf(firm), name => name == $"First {firm}");

        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "update", module = "accounts", id = made[0].GetProperty("id").GetString(), set = new { name = $"Second {firm}" } }, Ct);

        await Testing.Eventually.Within(Soon, () => NameOf(firm), name => name == $"Second {firm}");
        await Stack.Quiet(Soon, Ct);
        Assert.Single(await Accounts(firm));
    }

    private async Task Deliver(AcContact person, int number = 0) => Assert.Equal(
        System.Net.HttpStatusCode.Accepted, await Stack.Deliver(AcWebhook.Form(person, DateTimeOffset.UtcNow), Ct, number));

    private async Task<IReadOnlyList<JsonElement>> Accounts(string domain) =>
    [
        .. (await Stack.Sandbox.Records("Accounts", Ct)).Where(account => account.TryGetProperty("Website", out var site)
            && site.GetString()?.Contains(domain, StringComparison.Ordinal) == true),
    ];

    private async Task<string?> NameOf(string domain) => (await Accounts(domain)) is [var account] ? account.GetProperty("Account_Name").GetString() : null;

    private async Task<string?> LinkOf(AcContact person) =>
        (await Stack.Sandbox.Records("Contacts", Ct, person.Email)) is [var contact]
            && contact.GetProperty("Account_Name") is { ValueKind: JsonValueKind.Object } link
            ? link.GetProperty("id").GetString() : null;

    private static string Firm() => $"firm{RandomNumberGenerator.GetHexString(8, lowercase: true)}.test";

    private static string DomainOf(AcContact person) => person.Email[(person.Email.IndexOf('@') + 1)..];

    private static AcContact At(string domain)
    {
        var person = AcContact.New();
        return person with { Email = $"{person.Email[..person.Email.IndexOf('@')]}@{domain}" };
    }
}
