using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Zoho;
using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoRegistrationTests
{
    private static readonly string[] Every = ["edit", "create", "delete"];

    private const string Watch = "/crm/v8/actions/watch";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Channel = ZohoChannelId.For("sales");

    private static readonly DesiredRegistration Desired = new(new Uri("https://sync.example.test/hooks/sales/9f2c?k=v"))
    {
        Kinds = ["Leads.all", "Contacts.edit"], Token = "s3cr3t",
    };

    private readonly ZohoFixture _zoho = new();
    private readonly Dictionary<string, JsonElement> _channels = [];
    private readonly Dictionary<string, DateTimeOffset> _expiries = [];
    private TimeSpan _longest = TimeSpan.FromDays(7);

    public ZohoRegistrationTests()
    {
        _zoho.Time.Set(Now);
        _zoho.Vendor.On(call => call.Path == Watch, Answer);
    }

    private IRegistration Registration => _zoho.Open.Registration;

    [Fact]
    public async Task A_channel_is_made_for_almost_a_week_and_looked_at()
    {
        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Created], state.Done);
        Assert.Equal((Desired.Address, Channel), (state.Address, state.Id));
        Assert.Equal(Desired.Kinds, state.Kinds);
        Assert.Equal(Now.AddDays(7).AddMinutes(-10), state.ExpiresAt);
        Assert.Equal(Now.AddDays(3.5).AddMinutes(-10), state.LookAgainAt);
        Assert.Empty(state.Notices);
        var sent = _zoho.Vendor.CallsTo("POST", Watch).Single().Json.GetProperty("watch")[0];
        Assert.Equal("s3cr3t", sent.GetProperty("token").GetString());
        Assert.False(sent.GetProperty("notify_on_related_action").GetBoolean());
    }

    [Fact]
    public async Task A_channel_cut_to_an_hour_is_noticed_and_tried_again()
    {
        _longest = TimeSpan.FromDays(6);

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal(Now.AddHours(1), state.ExpiresAt);
        Assert.Equal(Now.AddMinutes(30), state.LookAgainAt);
        Assert.Contains("2026-03-04 10:00", Assert.Single(state.Notices), StringComparison.Ordinal);

        _longest = TimeSpan.FromDays(7);
        _zoho.Time.Set(Now.AddMinutes(30));
        state = (await Registration.Ensure(Desired, Ct)).Value();
        Assert.Equal([RegistrationStep.Renewed], state.Done);
        Assert.Empty(state.Notices);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(3.6, RegistrationStep.Renewed)]
    [InlineData(7.1, RegistrationStep.Created)]
    public async Task A_channel_is_renewed_at_half_of_its_time(double days, RegistrationStep? step)
    {
        await Registration.Ensure(Desired, Ct);
        _zoho.Vendor.Calls.Clear();
        _zoho.Time.Set(Now.AddDays(days));

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal(step is null ? [] : [step.Value], state.Done);
        Assert.Equal(step is null ? 1 : step == RegistrationStep.Created ? 4 : 3, _zoho.Vendor.Calls.Count);
        Assert.True(state.ExpiresAt > Now.AddDays(days + 3));
    }

    [Theory]
    [InlineData(3.4, false)]
    [InlineData(3.6, true)]
    public async Task A_look_tells_by_when_the_channel_should_have_been_renewed(double days, bool isOverdue)
    {
        await Registration.Ensure(Desired, Ct);
        _zoho.Time.Set(Now.AddDays(days));

        var state = (await Registration.Look(Desired, Ct)).Value();

        Assert.Equal(isOverdue, state.LookAgainAt <= Now.AddDays(days));
    }

    [Theory]
    [InlineData("https://sync.example.test/hooks/sales/9f2c?k=v", "Leads.create", "s3cr3t")]
    [InlineData("https://old.example.test/x", "Leads.all,Contacts.edit", "s3cr3t")]
    [InlineData("https://sync.example.test/hooks/sales/9f2c?k=v", "Leads.all,Contacts.edit", "other")]
    public async Task A_channel_that_differs_is_replaced(string url, string kinds, string token)
    {
        await Registration.Ensure(new DesiredRegistration(new Uri(url)) { Kinds = kinds.Split(','), Token = token }, Ct);

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Corrected], state.Done);
        Assert.Equal(Desired.Kinds, state.Kinds);
        Assert.Single(_channels);
    }

    [Fact]
    public async Task A_channel_that_ran_out_meanwhile_is_made_again()
    {
        await Registration.Ensure(Desired, Ct);
        _zoho.Time.Set(Now.AddDays(4));
        _zoho.Vendor.On("PATCH", Watch, 400, """{"watch":[{"code":"NOT_SUBSCRIBED","details":{"channel_id":"1"},"message":"not subscribed","status":"error"}]}""");

        Assert.Equal([RegistrationStep.Recreated], (await Registration.Ensure(Desired, Ct)).Value().Done);
    }

    [Fact]
    public async Task Another_channel_to_the_same_address_is_ended()
    {
        await Registration.Ensure(Desired with { Channel = "77" }, Ct);
        await Registration.Ensure(Desired with { Channel = "78", Address = new Uri("https://other.example.test/") }, Ct);

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Created, RegistrationStep.DoubleRemoved], state.Done);
        Assert.Equal([Channel, "78"], _channels.Keys.OrderByDescending(id => id.Length));
    }

    [Fact]
    public async Task However_many_register_at_once_it_is_one_channel()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Registration.Ensure(Desired, Ct)));

        Assert.All(states, state => Assert.Equal(Channel, state.Value().Id));
        Assert.Single(_channels);
    }

    [Fact]
    public async Task What_is_removed_is_gone()
    {
        await Registration.Ensure(Desired, Ct);

        Assert.Equal([RegistrationStep.Removed], (await Registration.Remove(Desired, Ct)).Value().Done);
        Assert.Empty((await Registration.Remove(Desired, Ct)).Value().Done);
        Assert.Null((await Registration.Look(Desired, Ct)).Value().Address);
    }

    [Fact]
    public async Task Mistakes_are_told_before_a_call()
    {
        Assert.Equal(FailureClasses.Validation, (await Registration.Ensure(Desired with { Token = new string('x', 51) }, Ct)).Refusal().Class);
        Assert.Equal(FailureClasses.Validation, (await Registration.Ensure(Desired with { Channel = "abc" }, Ct)).Refusal().Class);
        Assert.Equal(FailureClasses.Validation, (await Registration.Ensure(Desired with { Kinds = [] }, Ct)).Refusal().Class);
        Assert.Empty(_zoho.Vendor.Calls);
    }

    [Fact]
    public async Task A_missing_scope_is_a_missing_right()
    {
        _zoho.Vendor.On("GET", Watch, 401, """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"x","status":"error"}""");

        Assert.Equal(FailureClasses.Permission, (await Registration.Ensure(Desired, Ct)).Refusal().Class);
    }

    [Fact]
    public void Channels_are_digits_of_the_connections_name()
    {
        Assert.Equal(ZohoChannelId.For("sales"), ZohoChannelId.For("sales"));
        Assert.NotEqual(ZohoChannelId.For("sales"), ZohoChannelId.For("sales2"));
        Assert.All(Enumerable.Range(0, 100).Select(i => ZohoChannelId.For($"c{i}")), id => Assert.Matches("^[1-9][0-9]{14}$", id));
    }

    // Channels as Zoho keeps them: told module by module, cut to an hour where too long is asked for.
    private HttpResponseMessage Answer(FakeCall call)
    {
        lock (_channels)
        {
            return call.Method switch
            {
                "GET" => List(call),
                "DELETE" => _channels.Remove(call.Parameter("channel_ids")) ? FakeVendor.Reply(200, """{"watch":[{"code":"SUCCESS","status":"success"}]}""") : NotSubscribed,
                "POST" => Put(call, 201),
                _ => _channels.ContainsKey(Id(call)) ? Put(call, 200) : NotSubscribed,
            };
        }
    }

    private static HttpResponseMessage NotSubscribed =>
        FakeVendor.Reply(400, """{"watch":[{"code":"NOT_SUBSCRIBED","details":{},"message":"not subscribed","status":"error"}]}""");

    private static string Id(FakeCall call) => call.Json.GetProperty("watch")[0].GetProperty("channel_id").GetString()!;

    private HttpResponseMessage Put(FakeCall call, int status)
    {
        _channels[Id(call)] = call.Json.GetProperty("watch")[0].Clone();
        _expiries[Id(call)] = Expiry(_channels[Id(call)]);
        return FakeVendor.Reply(status, """{"watch":[{"code":"SUCCESS","status":"success"}]}""");
    }

    private HttpResponseMessage List(FakeCall call)
    {
        var rows = _channels.Where(each => !call.Query.Contains("channel_id=", StringComparison.Ordinal) || each.Key == call.Parameter("channel_id"))
            .Where(each => _expiries[each.Key] > _zoho.Time.GetUtcNow()).SelectMany(each => Rows(each.Key, each.Value)).ToList();
        return rows.Count == 0 ? FakeVendor.Reply(204) : FakeVendor.Reply(200, $$"""{"watch":[{{string.Join(',', rows)}}],"info":{"more_records":false} }""");
    }

    private DateTimeOffset Expiry(JsonElement channel)
    {
        var wanted = DateTimeOffset.Parse(channel.GetProperty("channel_expiry").GetString()!, CultureInfo.InvariantCulture);
        var asked = wanted.AddMinutes(10).AddDays(-7);
        return wanted - asked <= _longest ? wanted : asked.AddHours(1);
    }

    private IEnumerable<string> Rows(string id, JsonElement channel) => channel.GetProperty("events").EnumerateArray().Select(each => each.GetString()!)
        .SelectMany(kind => kind.EndsWith(".all", StringComparison.Ordinal) ? Every.Select(each => kind[..^3] + each) : [kind])
        .GroupBy(kind => kind.Split('.')[0]).Select(module => JsonSerializer.Serialize(new
        {
            channel_id = id,
            channel_expiry = _expiries[id].ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            resource_name = module.Key,
            notify_url = channel.GetProperty("notify_url").GetString(),
            events = module.ToList(),
            token = channel.GetProperty("token").GetString(),
        }));
}
