using Sync.Connectors.ActiveCampaign;
using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignRegistrationTests
{
    private const string Url = "https://sync.example.test/hooks/marketing/9f2c";

    private static readonly DesiredRegistration Desired = new(new Uri(Url)) { Kinds = ["subscribe", "update"] };

    private readonly ActiveCampaignFixture _account = new();
    private readonly FakeHooks _hooks = new();

    public ActiveCampaignRegistrationTests() => _hooks.On(_account.Vendor);

    private IRegistration Registration => _account.Open.Registration;

    [Fact]
    public async Task What_is_missing_is_made_and_looked_at()
    {
        _hooks.Add("https://other.example.test/x", "update");

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Created], state.Done);
        Assert.Equal(Desired.Address, state.Address);
        Assert.Equal(Desired.Kinds, state.Kinds);
        Assert.Equal(Desired.Sources, state.Sources);
        Assert.Equal((2, "2"), (_hooks.Count, state.Id));
        Assert.Equal(["GET", "POST", "GET"], _hooks.Asked);
        Assert.Equal("sync marketing", _account.Vendor.CallsTo("POST", "/api/3/webhooks").Single().Json.GetProperty("webhook").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_is_as_it_should_be_costs_one_look()
    {
        _hooks.Add(Url, "update,subscribe", "system,api,admin,public");

        Assert.Empty((await Registration.Ensure(Desired, Ct)).Value().Done);
        Assert.Equal(["GET"], _hooks.Asked);
    }

    [Theory]
    [InlineData("update", "public,admin,api,system")]
    [InlineData("subscribe,update,click", "public,admin,api,system")]
    [InlineData("subscribe,update", "public")]
    public async Task What_differs_is_corrected(string kinds, string sources)
    {
        _hooks.Add(Url, kinds, sources);

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Corrected], state.Done);
        Assert.Equal(["subscribe", "update"], state.Kinds);
        Assert.Single(_hooks.Ids, 1);
    }

    [Theory]
    [InlineData("https://old.example.test/hooks/marketing/9f2c", "https://old.example.test/hooks/marketing/9f2c")]
    [InlineData("https://sync.example.test/hooks/marketing/other", "https://sync.example.test/hooks/marketing/other")]
    [InlineData("https://sync.example.test/hooks/partner/9f2c", null)]
    public async Task One_from_before_the_address_changed_is_seen_and_left_alone(string held, string? seen)
    {
        _hooks.Add(held, "subscribe,update");

        Assert.Equal(seen, (await Registration.Look(Desired, Ct)).Value().Address?.AbsoluteUri);
        Assert.Equal([RegistrationStep.Created], (await Registration.Ensure(Desired, Ct)).Value().Done);
        Assert.Equal([1, 2], _hooks.Ids);
    }

    [Fact]
    public async Task Of_doubles_the_oldest_stays()
    {
        _hooks.Add(Url, "subscribe,update");
        _hooks.Add(Url, "subscribe,update");
        _hooks.Add(Url, "update");

        var looked = (await Registration.Look(Desired, Ct)).Value();
        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Single(looked.Notices);
        Assert.Equal([RegistrationStep.DoubleRemoved, RegistrationStep.DoubleRemoved], state.Done);
        Assert.Equal([1], _hooks.Ids);
        Assert.Empty(state.Notices);
    }

    [Fact]
    public async Task One_that_is_bound_to_a_list_is_replaced()
    {
        _hooks.Add(Url, "subscribe,update", list: "3");

        var state = (await Registration.Ensure(Desired, Ct)).Value();

        Assert.Equal([RegistrationStep.Created, RegistrationStep.DoubleRemoved], state.Done);
        Assert.Equal([2], _hooks.Ids);
    }

    [Fact]
    public async Task One_that_was_switched_off_is_replaced_without_a_gap()
    {
        _hooks.Add(Url, "subscribe,update");
        _hooks.Add(Url, "subscribe,update");

        var state = (await Registration.Ensure(Desired with { Recreate = true }, Ct)).Value();

        Assert.Equal([RegistrationStep.Recreated], state.Done);
        Assert.Equal([3], _hooks.Ids);
        Assert.Equal(["GET", "POST", "GET", "DELETE", "DELETE", "GET"], _hooks.Asked);
    }

    [Fact]
    public async Task Kinds_that_the_account_does_not_offer_are_left_out_and_told()
    {
        _hooks.Refused.Add("account_add");

        var state = (await Registration.Ensure(Desired with { Kinds = ["update", "account_add"] }, Ct)).Value();

        Assert.Equal(["update"], state.Kinds);
        Assert.Contains("account_add", Assert.Single(state.Notices), StringComparison.Ordinal);
        Assert.Equal(1, _hooks.Count);
    }

    [Fact]
    public async Task A_refusal_for_another_reason_is_told()
    {
        _hooks.Refused.Add("update");

        Assert.Equal(FailureClasses.Validation, (await Registration.Ensure(Desired, Ct)).Refusal().Class);
        Assert.Equal(0, _hooks.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_many_register_at_once_one_stays(bool recreate)
    {
        for (var round = 0; round < 60; round++)
        {
            var hooks = new FakeHooks();
            hooks.Add(Url, "update");
            using var vendor = new SlowVendor();
            hooks.On(vendor.Vendor);
            using var http = new HttpClient(vendor);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ActiveCampaignConnector.Open(Some.ActiveCampaign(), http, TimeProvider.System)
                .Registration.Ensure(Desired with { Recreate = recreate }, Ct)));

            Assert.All(results, result => Assert.True(result.Value is not null || result.Fault!.Code == "REGISTRATION_CONTESTED", result.Fault?.ToString()));
            Assert.Equal(1, hooks.Count);
        }
    }

    [Fact]
    public async Task What_is_removed_is_gone_and_the_others_stay()
    {
        _hooks.Add(Url, "update");
        _hooks.Add("https://other.example.test/x", "update");
        _hooks.Add(Url, "update");

        Assert.Equal([RegistrationStep.Removed, RegistrationStep.Removed], (await Registration.Remove(Desired, Ct)).Value().Done);
        Assert.Equal([2], _hooks.Ids);
        Assert.Null((await Registration.Look(Desired, Ct)).Value().Address);
    }

    [Theory]
    [InlineData("https://a.test/x", "https://a.test/x", true)]
    [InlineData("https://A.test:443/x", "https://a.test/x", true)]
    [InlineData("https://a.test/x/", "https://a.test/x", false)]
    [InlineData("https://a.test/X", "https://a.test/x", false)]
    [InlineData("", "https://a.test/x", false)]
    public void Addresses_are_compared_as_addresses(string held, string wanted, bool same) =>
        Assert.Equal(same, ActiveCampaignHookPlan.IsTo(new ActiveCampaignHook("1", "", held, null, [], []), new Uri(wanted)));
}
