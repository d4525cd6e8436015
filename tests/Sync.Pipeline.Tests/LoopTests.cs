using System.Globalization;
using System.Text.Json;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>
/// Automations of both vendors answer each write of ours with a value of their own. The loop closes outside of Sync: only counting ends it.
/// </summary>
[Collection(nameof(CompanyStack))]
public sealed class LoopTests(CompanyStack fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly AcContact _person = AcContact.New();

    private Stack Stack => fixture.Stack;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Stack.Ready(Soon, Ct);
        await Stack.Sandbox.Reset(Ct);
        await Stack.Sandbox.Limits(new { vendor = "activecampaign", requestsPerSecond = 1_000 }, Ct);
        await Testing.Eventually.Within(Soon, async () =>
            (await Stack.Sandbox.Hooks("zoho", Ct)).Count > 0 && (await Stack.Sandbox.Hooks("activecampaign", Ct)).Count > 0);
        await Act("activecampaign", "create", ("last_name", "Lind"), ("phone", Phone(0)));
        await Testing.Eventually.Within(Soon, async () => await Crm("Phone") == Phone(0));
        await Stack.Quiet(Soon, Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_loop_over_both_vendors_automations_freezes_the_field_and_the_others_go_on()
    {
        var rounds = 0;
        var isFrozen = false;
        while (!isFrozen && rounds < 20)
        {
            rounds++;
            await Act("activecampaign", "update", ("phone", Phone(2 * rounds)));
            isFrozen = await IsFrozen(async () => await Crm("Phone") == Phone(2 * rounds));
            if (!isFrozen)
            {
                await Act("zoho", "update", ("Phone", Phone((2 * rounds) + 1)));
                isFrozen = await IsFrozen(async () => Text(await Contact(), "phone") == Phone((2 * rounds) + 1));
            }
        }

        // Four writes an hour of one field of one person: the first one made the record.
        Assert.True(isFrozen);
        Assert.InRange(rounds, 2, 5);
        await Testing.Eventually.Within(Soon, async () => (await Stack.Console.Overview(Ct)).GetProperty("alarms").EnumerateArray()
            .Any(alarm => alarm.GetProperty("text").GetString()!.Contains("in a loop", StringComparison.Ordinal)));
        await Act("activecampaign", "update", ("first_name", "Ada"));
        await Testing.Eventually.Within(Soon, async () => await Crm("First_Name") == "Ada");
        await Stack.Quiet(Soon, Ct);
        Assert.Single([.. await Stack.Sandbox.Records("Contacts", Ct, _person.Email), .. await Stack.Sandbox.Records("Leads", Ct, _person.Email)]);
        Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct));
    }

    /// <summary>True once it is told; false if the value arrives, and all is known that came of it: who answers earlier than that is another
    /// conflict, and the owner wins it.</summary>
    private async Task<bool> IsFrozen(Func<Task<bool>> hasArrived)
    {
        var isTold = false;
        await Testing.Eventually.Within(Soon, async () => await hasArrived() || (isTold = await IsTold()));
        await Stack.Quiet(Soon, Ct);
        return isTold;
    }

    private async Task<bool> IsTold() =>
        (await Stack.Console.Explain(_person.Email, Ct))?.GetRawText().Contains("filtered: loop", StringComparison.Ordinal) == true;

    private async Task<string> Crm(string field) =>
        (await Stack.Sandbox.Records("Contacts", Ct, _person.Email)) is [var record] ? Text(record, field) : "";

    private async Task<JsonElement> Contact() => Assert.Single(await Stack.Sandbox.Contacts(_person.Email, Ct));

    private Task Act(string vendor, string what, params (string Field, string Value)[] set) => Stack.Sandbox.Act(
        new
        {
            vendor, @as = "system", @do = what, module = vendor == "zoho" ? "Contacts" : "contacts", email = _person.Email,
            set = set.ToDictionary(field => field.Field, field => field.Value),
        }, Ct);

    private static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"+1 555 {number:0000}");

    private static string Text(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
