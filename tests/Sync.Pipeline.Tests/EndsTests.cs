using System.Globalization;
using System.Net;
using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>What is not written ends too, with a reason; what failed can be sent through again.</summary>
public sealed class EndsTests(PipelineStack fixture) : PipelineTest(fixture)
{
    // Zoho's Last_Name.
    private const int LongestLastName = 80;

    [Fact]
    public async Task An_unknown_kind_of_event_is_kept_and_filtered()
    {
        var form = AcWebhook.Form(AcContact.New(), DateTimeOffset.UtcNow, "contact_levitated");

        Assert.Equal(HttpStatusCode.Accepted, await Stack.Deliver(form, Ct));
        var ended = await Ended(form);

        Assert.Equal("filtered: unknown-kind", ended.Outcome);
        Assert.Equal("filtered: unknown-kind", Assert.Single(await EndsOf(ended.Id)).GetProperty("outcome").GetString());
        var status = await Stack.Deploy(Ct, "sync", "status", "--json");
        using var overview = JsonDocument.Parse(status.Output[status.Output.IndexOf('{', StringComparison.Ordinal)..]);
        var told = Assert.Single(
            overview.RootElement.GetProperty("unknownKinds").EnumerateArray(), each => each.GetProperty("kind").GetString() == "contact_levitated");
        Assert.Equal(("marketing", ended.Id), (told.GetProperty("source").GetString(), told.GetProperty("lastDelivery").GetInt64()));
        Assert.Contains("contact[email]", told.GetProperty("sample").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Junk_ends_among_the_dead_letters_where_the_operator_sees_it()
    {
        var junk = $"no form at all {Guid.NewGuid()} \u0001%%%";

        Assert.Equal(HttpStatusCode.Accepted, await Stack.Deliver(junk, Ct));
        var ended = await Ended(junk);

        Assert.Equal("dead-lettered: unparsable", ended.Outcome);
        var letter = Assert.Single(await ListedLetters(), letter => DeliveryOf(letter) == ended.Id);
        Assert.Equal("unparsable", letter.GetProperty("class").GetString());
        Assert.Contains("type", letter.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_the_crm_refuses_is_left_out_alone()
    {
        var contacts = Enumerable.Range(0, 20).Select(_ => AcContact.New()).ToList();
        contacts[7] = contacts[7] with { LastName = new string('x', LongestLastName + 1), Phone = new string('1', 31) };
        var forms = contacts.ConvertAll(contact => AcWebhook.Form(contact, DateTimeOffset.UtcNow));

        await Task.WhenAll(forms.Select(form => Stack.Deliver(form, Ct)));
        var outcomes = new List<string?>();
        foreach (var form in forms)
            outcomes.Add((await Ended(form)).Outcome);

        Assert.All(outcomes, outcome => Assert.Equal("written", outcome));
        await Stack.Quiet(Soon, Ct);
        var lead = await TheOne("Leads", contacts[7].Email);
        Assert.Equal(
            (contacts[7].FirstName, "(not given)", contacts[7].Company),
            (lead.GetProperty("First_Name").GetString(), lead.GetProperty("Last_Name").GetString(), lead.GetProperty("Company").GetString()));
        var line = await Explained(contacts[7].Email, "written: written");
        var told = line.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("outcome").GetString()).ToList();
        Assert.Contains("left-out: last_name", told);
        Assert.Contains("left-out: phone", told);
        Assert.Equal("written", Assert.Single(OwnEnds(line)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_dead_letter_whose_cause_is_mended_is_replayed_and_written()
    {
        var contact = AcContact.New();
        var form = AcWebhook.Form(contact, DateTimeOffset.UtcNow);
        await Stack.Sandbox.Fault(new { vendor = "zoho", kind = "partial", match = "/Leads", method = "POST", rate = 1, code = "INVALID_DATA" }, Ct);
        await Stack.Deliver(form, Ct);
        Assert.Equal("dead-lettered: validation", (await Ended(form)).Outcome);
        var letter = await Testing.Eventually.Within(
            Soon, async () => (await ListedLetters()).SingleOrDefault(each => Email(each) == contact.Email), found => found.ValueKind != JsonValueKind.Undefined);
        await Stack.Sandbox.EndFaults(Ct);

        var id = letter.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        var replay = await Stack.Deploy(Ct, "sync", "replay", id);

        Assert.True(replay.Succeeded, replay.Output);
        Assert.Contains("written", replay.Output, StringComparison.Ordinal);
        Holds(await TheOne("Leads", contact.Email), contact);
        Assert.Equal("written", (await Ended(form)).Outcome);
        Assert.DoesNotContain(await ListedLetters(), each => Email(each) == contact.Email);
        var again = await Stack.Deploy(Ct, "sync", "replay", id);
        Assert.False(again.Succeeded, again.Output);
    }

    private static string? Email(JsonElement letter) => letter.TryGetProperty("email", out var email) ? email.GetString() : null;

    private static long? DeliveryOf(JsonElement letter) =>
        letter.TryGetProperty("deliveryId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt64() : null;

    /// <summary>As the operator's command line prints them.</summary>
    private async Task<IReadOnlyList<JsonElement>> ListedLetters()
    {
        var run = await Stack.Deploy(Ct, "sync", "dead-letters", "--json", "--limit", "1000");
        Assert.True(run.Succeeded, run.Output);
        // The tool may say on the error stream that it builds the command line first.
        var json = run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..(run.Output.LastIndexOf('}') + 1)];
        return [.. JsonDocument.Parse(json).RootElement.GetProperty("items").EnumerateArray()];
    }
}
