using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Who was deleted at one side stays so, and keeps his record at the other, until somebody enters him again.</summary>
[Collection(nameof(CompanyStack))]
public sealed class DeletionTests(CompanyStack fixture) : TwoWayTest(fixture)
{
    private readonly AcContact _person = AcContact.New();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Marketing("create", ("phone", "+1 555 0100"));
        await Testing.Eventually.Within(Soon, async () => (await Crm()).Count == 1);
        await Stack.Quiet(Soon, Ct);
    }

    [Fact]
    public async Task Whom_the_crm_deleted_marketing_does_not_bring_back_and_the_crm_does()
    {
        await Sales("delete");
        await Stack.Quiet(Soon, Ct);
        await Marketing("update", ("phone", "+1 555 0101"));
        await Told("filtered: deleted");
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Crm());

        await Sales("create", ("Last_Name", "Lind"));
        await Stack.Quiet(Soon, Ct);
        await Marketing("update", ("phone", "+1 555 0102"));
        await Testing.Eventually.Within(Soon, async () => (await Crm()).Any(record => Text(record, "Phone").EndsWith("0102", StringComparison.Ordinal)));

        Assert.Single(await Crm());
    }

    [Fact]
    public async Task Whom_marketing_deleted_without_a_word_is_marked_in_the_crm_and_not_made_anew_until_he_comes_again()
    {
        await Marketing("delete");
        await Stack.Quiet(Soon, Ct);

        await Sales("update", ("Phone", "+1 555 0111"));
        await Testing.Eventually.Within(Soon, async () => Text(Assert.Single(await Crm()), "Sync_Note") == "left marketing");
        await Told("filtered: deleted");
        await Sales("update", ("Phone", "+1 555 0112"));
        await Stack.Quiet(Soon, Ct);
        Assert.Empty(await Stack.Sandbox.Contacts(_person.Email, Ct));

        await Marketing("create");
        await Testing.Eventually.Within(Soon, async () => Text(Assert.Single(await Crm()), "Sync_Note") == "");
        await Testing.Eventually.Within(Soon, async () =>
            Text(Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct)), "phone").EndsWith("0112", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_contact_merged_away_in_marketing_is_not_made_anew_and_the_one_that_is_left_goes_on()
    {
        var left = AcContact.New();
        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email = left.Email }, Ct);
        await Testing.Eventually.Within(Soon, async () => (await Stack.Sandbox.Records("Contacts", Ct, left.Email)).Count == 1);
        await Stack.Quiet(Soon, Ct);
        await Stack.Sandbox.Act(new { vendor = "activecampaign", @do = "merge", module = "contacts", email = left.Email, value = _person.Email }, Ct);

        await Sales("update", ("Phone", "+1 555 0121"));
        await Act("zoho", "update", "Contacts", left.Email, ("Phone", "+1 555 0122"));
        await Testing.Eventually.Within(Soon, async () => Text(Assert.Single(await Crm()), "Sync_Note") == "left marketing");
        await Testing.Eventually.Within(Soon, async () =>
            Text(Assert.Single(await Stack.Sandbox.Contacts(left.Email, Ct)), "phone").EndsWith("0122", StringComparison.Ordinal));
        await Stack.Quiet(Soon, Ct);

        Assert.Empty(await Stack.Sandbox.Contacts(_person.Email, Ct));
        Assert.Equal("", Text(Assert.Single(await Stack.Sandbox.Records("Contacts", Ct, left.Email)), "Sync_Note"));
    }

    private Task Told(string outcome) => Testing.Eventually.Within(Soon, async () =>
        (await Stack.Console.Explain(_person.Email, Ct))?.GetRawText().Contains(outcome, StringComparison.Ordinal) == true);

    private Task<IReadOnlyList<JsonElement>> Crm() => Stack.Sandbox.Records("Contacts", Ct, _person.Email);

    private Task Marketing(string what, params (string Field, string Value)[] set) => Act("activecampaign", what, "contacts", _person.Email, set);

    private Task Sales(string what, params (string Field, string Value)[] set) => Act("zoho", what, "Contacts", _person.Email, set);

    private Task Act(string vendor, string what, string module, string email, params (string Field, string Value)[] set) => Stack.Sandbox.Act(
        new { vendor, @do = what, module, email, set = set.ToDictionary(field => field.Field, field => field.Value) }, Ct);

    private static string Text(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
