using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Normalising;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>What comes beside a task is done once at the vendors, whatever becomes of their answers, and ends no delivery.</summary>
public sealed class BesideTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private readonly string _email = $"{Some.Word()}@example.test".ToLowerInvariant();
    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly long _delivery = Some.Number();
    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await VendorWorld.Start(host);
        await _world.ToAc(HttpMethod.Post, "contacts", new { contact = new { email = _email } });
        var lead = new Dictionary<string, string> { ["Last_Name"] = "Lind", ["Email"] = _email, ["Company"] = "Lind AB" };
        await _world.ToZoho(HttpMethod.Post, "Leads", new { data = new[] { lead } });
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Answers_are_lost_and_requests_come_twice_and_yet_each_thing_is_done_once()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        _world.Set(_world.Zoho, "timeoutSeconds", "2");
        await _world.Lose("zoho", "v8/Notes");
        await _world.Lose("activecampaign", "api/3/contactAutomations");
        await _world.Lose("activecampaign", "api/3/contactTags");
        await _world.Writer();
        OperationRequest[] requests =
        [
            Request(_world.Zoho, "note") with { Note = new NoteToMake("Handoff: demo", "She asked for a demo.") },
            Request(_world.Zoho, "owner") with { Owner = "mia@acme.test" },
            Request(_world.Ac, "tag") with { Tag = "handed over" },
            Request(_world.Ac, "automation") with { Automation = "31" },
        ];

        await _world.Accept(requests);
        await _world.Accept(requests);

        var ends = await Ends(requests);
        Assert.All(ends, end => Assert.Equal(Outcomes.Written, end.Outcome));
        Assert.True(await _world.HaveFaultsStruck());
        var note = Assert.Single(await _world.Records("zoho/Notes"));
        Assert.Equal($"She asked for a demo.\n\n[sync:{_mark}]", note.GetProperty("Note_Content").GetString());
        var lead = Assert.Single(await _world.Records($"zoho/Leads?email={_email}"));
        Assert.Equal("mia@acme.test", lead.GetProperty("Owner").GetProperty("email").GetString());
        Assert.Equal(1, await _world.Calls("POST", "/api/3/contactAutomations"));
        var contact = Assert.Single(await _world.Records($"activecampaign/contacts?email={_email}")).GetProperty("id").GetString();
        Assert.Equal(1, (await _world.FromAc($"contacts/{contact}/contactTags")).GetProperty("contactTags").GetArrayLength());
        Assert.All(await Outcome(requests), outcome => Assert.False(outcome.Final));
    }

    [Fact]
    public async Task A_tag_of_a_route_is_put_on_and_taken_off_at_both_vendors_though_answers_are_lost_and_may_end_its_delivery()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        _world.Set(_world.Zoho, "timeoutSeconds", "2");
        await _world.Lose("activecampaign", "api/3/contactTags");
        await _world.Lose("zoho", "actions/add_tags");
        await _world.Lose("zoho", "actions/remove_tags");
        await _world.Writer();
        OperationRequest[] on =
        [
            Mirror(_world.Ac, "vip") with { EndsDelivery = true },
            Mirror(_world.Zoho, "VIP"),
        ];
        await _world.Accept(on);
        Assert.All(await Ends(on), end => Assert.Equal((Outcomes.Written, new MirroredTag(_delivery, "tag:vip", true)), (end.Outcome, end.Tag)));
        Assert.Equal(["tag vip", "tag VIP"], (await Outcome(on)).OrderBy(each => !each.Final).Select(each => each.Detail));
        Assert.Equal([true, false], (await Outcome(on)).Select(each => each.Final).OrderDescending());
        Assert.Equal("VIP", Assert.Single(await _world.Records($"zoho/Leads?email={_email}")).GetProperty("Tag")[0].GetProperty("name").GetString());

        OperationRequest[] off = [.. on.Select(each => each with { Key = $"{each.Key}+", TakesOff = true })];
        await _world.Accept(off);

        Assert.All(await Ends(off), end => Assert.Equal((Outcomes.Written, false), (end.Outcome, end.Tag!.IsOn)));
        Assert.True(await _world.HaveFaultsStruck());
        Assert.Equal(0, Assert.Single(await _world.Records($"zoho/Leads?email={_email}")).GetProperty("Tag").GetArrayLength());
        var contact = Assert.Single(await _world.Records($"activecampaign/contacts?email={_email}")).GetProperty("id").GetString();
        Assert.Equal(0, (await _world.FromAc($"contacts/{contact}/contactTags")).GetProperty("contactTags").GetArrayLength());

        // Asked for once more it is answered as of then: it was taken off since.
        await _world.Accept(on);
        var answers = (await host.Said<OperationsSettled>([.. on.Select(each => each.Key)])).SelectMany(message => message.Items).ToLookup(item => item.Key);
        Assert.All(on, each => Assert.True(answers[each.Key].Count() == 2 && answers[each.Key].Max(end => end.At) - answers[each.Key].Min(end => end.At) < TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task Many_tags_of_routes_let_a_write_pass_that_comes_after_them()
    {
        await _world.Writer();
        OperationRequest[] tags = [.. Enumerable.Range(0, 30).Select(number => Mirror(_world.Ac, "vip") with { Key = $"{_delivery}:2/2>{_world.Ac}!{number}" })];

        await _world.Accept(tags);
        await host.Accept(SomeWork.Request(_world.Ac, $"other.{_email}", ("last_name", "Lind")) with { Route = "back" });

        await Ends(tags);
        var calls = (await _world.Journal("activecampaign")).Where(call => call.GetProperty("method").GetString() == "POST")
            .Select(call => call.GetProperty("path").GetString()!).ToList();
        Assert.InRange(calls.FindIndex(path => path.Contains("contact/sync", StringComparison.Ordinal)), 0, calls.FindLastIndex(path => path.EndsWith("contactTags", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task An_owner_who_is_not_active_is_a_letter_that_leaves_the_delivery_alone_and_says_what_to_do()
    {
        await _world.Writer();
        var request = Request(_world.Zoho, "owner") with { Owner = "otto@acme.test" };

        await _world.Accept(request);

        Assert.Equal(Outcomes.OwnerRefused, Assert.Single(await Ends(request)).Outcome);
        var letter = Assert.Single(await host.Said<DeadLettered>(request.Key));
        Assert.Equal((null, FailureClasses.Validation), (letter.DeliveryId, letter.Class));
        Assert.Contains($"replay delivery {_delivery}", letter.Reason, StringComparison.Ordinal);
        Assert.Empty(await Outcome(request));
    }

    [Fact]
    public async Task What_is_set_is_set_in_exactly_the_record_that_was_named_whatever_is_lost_and_one_that_is_gone_needs_nothing()
    {
        _world.Set(_world.Zoho, "timeoutSeconds", "2");
        var other = new Dictionary<string, string> { ["Last_Name"] = "Other", ["Email"] = $"other.{_email}", ["Company"] = "Lind AB" };
        await _world.ToZoho(HttpMethod.Post, "Leads", new { data = new[] { other } });
        var lead = Assert.Single(await _world.Records($"zoho/Leads?email=other.{_email}")).GetProperty("id").GetString();
        await Act("subscribe");
        var contact = Assert.Single(await _world.Records($"activecampaign/contacts?email={_email}")).GetProperty("id").GetString();
        await _world.Lose("zoho", "v8/Leads");
        await _world.Writer();
        OperationRequest[] requests =
        [
            Request(_world.Zoho, "opt-out") with { Module = "Leads", RecordId = lead, Set = new Dictionary<string, string?> { ["Email_Opt_Out"] = "true" } },
            Request(_world.Zoho, "gone") with { Module = "Leads", RecordId = "5550100000000000001", Set = new Dictionary<string, string?> { ["Email_Opt_Out"] = "true" } },
            Request(_world.Ac, "opt-out") with { Module = "contacts", RecordId = contact, Set = new Dictionary<string, string?> { ["unsubscribed"] = "true" } },
        ];

        await _world.Accept(requests);

        Assert.All(await Ends(requests), end => Assert.Equal(Outcomes.Written, end.Outcome));
        Assert.True(await _world.HaveFaultsStruck());
        Assert.True(Assert.Single(await _world.Records($"zoho/Leads?email=other.{_email}")).GetProperty("Email_Opt_Out").GetBoolean());
        Assert.False(Assert.Single(await _world.Records($"zoho/Leads?email={_email}")).GetProperty("Email_Opt_Out").GetBoolean());
        var lists = (await _world.FromAc($"contacts/{contact}/contactLists")).GetProperty("contactLists").EnumerateArray();
        Assert.Equal(["2"], lists.Select(link => link.GetProperty("status").ToString()));
    }

    [Fact]
    public async Task Who_left_the_lists_while_the_request_waited_gets_no_mail_and_who_asks_to_be_called_still_gets_his_tag()
    {
        await Act("subscribe");
        await Act("unsubscribe");
        await _world.Writer();
        OperationRequest[] mail =
        [
            Request(_world.Ac, "tag") with { Tag = "nurture", UnlessOptedOut = true },
            Request(_world.Ac, "automation") with { Automation = "31", UnlessOptedOut = true },
        ];
        var called = Request(_world.Ac, "called") with { Tag = "wants a call" };

        await _world.Accept([.. mail, called]);

        Assert.All(await Ends(mail), end => Assert.Equal(Outcomes.Consent, end.Outcome));
        Assert.Equal(Outcomes.Written, Assert.Single(await Ends(called)).Outcome);
        Assert.Equal(0, await _world.Calls("POST", "/api/3/contactAutomations"));
        Assert.Equal(1, await _world.Calls("POST", "/api/3/contactTags"));
        Assert.All(await Outcome(mail), outcome => Assert.False(outcome.Final));
        Assert.Empty(await host.Said<DeadLettered>([.. mail.Select(each => each.Key)]));
    }

    [Fact]
    public async Task Who_is_on_a_list_gets_it_and_an_opt_out_that_only_the_crm_was_told_of_holds_it_back()
    {
        await Act("subscribe");
        var route = _world.Policy.Routes[0];
        _world.Policy = _world.Policy.With([route with { Fields = [.. route.Fields, OptOut] }, .. _world.Policy.Routes.Skip(1)]);
        await _world.Writer();
        var welcome = Request(_world.Ac, "automation") with { Automation = "31", UnlessOptedOut = true };
        await _world.Accept(welcome);
        Assert.Equal(Outcomes.Written, Assert.Single(await Ends(welcome)).Outcome);

        var optOut = SomeWork.Request(_world.Zoho, _email, ("last_name", "Lind"), ("opted_out", "true")) with
        {
            PersonId = _delivery, Priority = WritePriority.OptOut, Version = 5,
        };
        await host.Accept(optOut);
        var later = Request(_world.Ac, "later") with { Automation = "32", UnlessOptedOut = true };
        await _world.Accept(later);

        Assert.Equal(Outcomes.Consent, Assert.Single(await Ends(later)).Outcome);
        Assert.Equal(1, await _world.Calls("POST", "/api/3/contactAutomations"));

        await host.Accept(SomeWork.Request(_world.Zoho, _email, ("opted_out", "false")) with { PersonId = _delivery, Version = 6 });
        var reopened = Request(_world.Ac, "reopened") with { Automation = "32", UnlessOptedOut = true };
        await _world.Accept(reopened);

        Assert.Equal(Outcomes.Written, Assert.Single(await Ends(reopened)).Outcome);
    }

    [Fact]
    public async Task Who_is_put_on_a_list_comes_on_it_once_though_the_answer_is_lost()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        await _world.Lose("activecampaign", "api/3/contactLists");
        await _world.Writer();
        var put = Request(_world.Ac, "list:1") with { List = "1", Mirrors = "list:1", UnlessOptedOut = true, EndsDelivery = true };

        await _world.Accept(put);
        await _world.Accept(put);

        Assert.Equal((Outcomes.Written, new MirroredTag(_delivery, "list:1", true)), Assert.Single((await Ends(put)).Select(end => (end.Outcome, end.Tag))));
        Assert.True(await _world.HaveFaultsStruck());
        Assert.Equal(["1"], await ListStates());
        Assert.True((await Outcome(put))[0].Final);
    }

    [Theory]
    [InlineData("unsubscribe", "2")]
    [InlineData("sign-up", "0")]
    public async Task Who_has_left_a_list_or_has_not_confirmed_it_is_not_put_on_it_and_that_is_no_failure(string last, string state)
    {
        await Act("subscribe", "public", "2");
        await Act(last == "sign-up" ? "unsubscribe" : "subscribe", "public");
        await Act(last, "public");
        await _world.Writer();
        var put = Request(_world.Ac, "list:1") with { List = "1", Mirrors = "list:1", UnlessOptedOut = true, EndsDelivery = true };

        await _world.Accept(put);

        Assert.Equal(Outcomes.Consent, Assert.Single(await Ends(put)).Outcome);
        Assert.Contains(state, await ListStates());
        Assert.True(Assert.Single(await Outcome(put)).Final);
        Assert.Empty(await host.Said<DeadLettered>(put.Key));
    }

    [Fact]
    public async Task Whether_somebody_has_confirmed_that_he_joined_is_read_after_his_writes_and_handed_on_once_and_again_when_asked_again()
    {
        var contact = Assert.Single(await _world.Records($"activecampaign/contacts?email={_email}")).GetProperty("id").GetString();
        await Act("sign-up", "public");
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        await _world.Writer();
        var look = Request(_world.Ac, "opt-in") with
        {
            Module = "contacts", RecordId = contact, Mark = $"{_delivery} opt-in",
            OptIn = new OptInToLookAt(["1"], DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(-1)),
        };

        await _world.Accept(look);
        Assert.Equal(Outcomes.Consent, Assert.Single(await Ends(look)).Outcome);
        Assert.True(Assert.Single(await Outcome(look)).Final);

        await Act("subscribe", "public");
        await _world.Lose("activecampaign", "contactLists");
        var confirmed = look with { Key = $"{_delivery}:2/2#1>{_world.Ac}!opt-in", OptIn = look.OptIn! with { At = DateTimeOffset.UtcNow } };
        await _world.Accept(confirmed);
        Assert.Equal(Outcomes.OptInConfirmed, Assert.Single(await Ends(confirmed)).Outcome);
        await _world.Accept(confirmed);

        var read = await Testing.Eventually.Within(
            Soon, async () => (await host.Said<RecordsRead>($"{_delivery}:2/2#1")).SelectMany(message => message.Items).ToList(), items => items.Count == 2);
        Assert.All(read, each => Assert.Equal(($"{_delivery}:2/2#1", true, contact, 1), (each.Key, each.IsConfirmedOptIn, each.RecordId, each.Replay)));
        Assert.False((await Outcome(confirmed))[0].Final);
    }

    private static FieldPolicy OptOut => new() { Name = "opted_out", From = "unsubscribed", To = "Email_Opt_Out", Type = FieldType.OptOut };

    private Task Act(string what, string who = "admin", string list = "1") =>
        _world.Control(HttpMethod.Post, "act", new { vendor = "activecampaign", @do = what, @as = who, email = _email, value = list });

    private async Task<IReadOnlyList<string>> ListStates()
    {
        var contact = Assert.Single(await _world.Records($"activecampaign/contacts?email={_email}")).GetProperty("id").GetString();
        var links = (await _world.FromAc($"contacts/{contact}/contactLists")).GetProperty("contactLists").EnumerateArray();
        return [.. links.OrderBy(link => link.GetProperty("list").ToString()).Select(link => link.GetProperty("status").ToString())];
    }

    private OperationRequest Request(string target, string what) => new()
    {
        Key = $"{_delivery}:2/2>{target}!{what}", DeliveryId = _delivery, Target = target, PersonId = _delivery, Email = _email, Mark = _mark,
        Priority = WritePriority.Live, ReceivedAt = Some.Moment, PolicyVersion = "1",
    };

    private OperationRequest Mirror(string target, string tag) =>
        Request(target, "tag:vip") with { Tag = tag, Mirrors = "tag:vip", Priority = WritePriority.Replay };

    private Task<List<SettledOperation>> Ends(params OperationRequest[] requests) => Testing.Eventually.Within(
        Soon,
        async () => (await host.Said<OperationsSettled>([.. requests.Select(each => each.Key)])).SelectMany(message => message.Items)
            .Where(item => requests.Any(each => each.Key == item.Key)).DistinctBy(item => item.Key).ToList(),
        ends => ends.Count == requests.Length);

    private async Task<List<OutcomeReached>> Outcome(params OperationRequest[] requests) =>
        [.. (await host.Said<OutcomesReached>([.. requests.Select(each => each.Key)])).SelectMany(message => message.Items)
            .Where(item => requests.Any(each => each.Key == item.Key))];
}
