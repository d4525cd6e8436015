using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

/// <summary>403 means a wrong key, a missing right, something that is not there, or nothing at all.</summary>
public sealed class ActiveCampaignForbiddenTests
{
    private const string Nobody = """{"message":"Forbidden"}""";

    private readonly ActiveCampaignFixture _account = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_that_comes_and_goes_is_waited_out(int times)
    {
        (int, string?)[] turns = [.. Enumerable.Repeat((403, (string?)Nobody), times), (200, """{"contact":{"id":"7"}}""")];
        _account.Vendor.OnTurns("GET", Contact7, turns);

        Assert.Single((await _account.Target.Read("contacts", ["7"], ["phone"], Ct)).Value());
        Assert.Equal(times + 1, _account.Vendor.Calls.Count);
        Assert.Equal(times, _account.Time.Waits.Count);
        Assert.All(_account.Time.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task One_that_stays_is_a_missing_right_if_the_key_is_good()
    {
        _account.Vendor.On("GET", Contact7, 403, Nobody).On("GET", Me, 200, """{"user":{"id":"1"}}""");

        var fault = (await _account.Target.Read("contacts", ["7"], ["phone"], Ct)).Refusal();

        Assert.Equal((FailureClasses.Permission, null), (fault.Class, fault.Module));
        Assert.Equal(3, _account.Vendor.CallsTo("GET", Contact7).Count());
        Assert.Single(_account.Vendor.CallsTo("GET", Me));
    }

    [Theory]
    [InlineData("/api/3/deals/7", "deals", "deals")]
    [InlineData("/api/3/dealTasks/7", "tasks", "tasks")]
    [InlineData("/api/3/accounts/7", "accounts", "accounts")]
    public async Task What_belongs_to_a_plan_is_missing_for_its_module_alone(string path, string module, string expected)
    {
        _account.Vendor.On("GET", path, 403, Nobody).On("GET", Me, 200, """{"user":{"id":"1"}}""");

        var fault = (await _account.Open.Source.Read(module, ["7"], null, Ct)).Refusal();

        Assert.Equal((FailureClasses.Permission, expected), (fault.Class, fault.Module));
    }

    [Fact]
    public async Task A_wrong_key_is_found_out_by_asking_who_one_is()
    {
        _account.Vendor.On("POST", SyncPath, 403, "").On("GET", Me, 403, "<html>Forbidden</html>");

        var fault = (await _account.Write(Some.Record(null, "ada@example.test"))).Refusal();

        Assert.Equal(FailureClasses.Authentication, fault.Class);
        Assert.Contains("connections.marketing.apiKey", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_who_he_is_and_is_refused_needs_not_ask_again()
    {
        _account.Vendor.On("GET", Me, 403, Nobody);

        Assert.Equal(FailureClasses.Authentication, (await _account.Target.Prove(Ct))!.Class);
        Assert.Equal(3, _account.Vendor.Calls.Count);
    }

    [Fact]
    public async Task What_is_not_there_is_believed_at_once()
    {
        _account.Vendor.On("GET", Contact7, 403, """{"message":"No Result found for Subscriber with id 7"}""");

        Assert.Empty((await _account.Target.Read("contacts", ["7"], ["phone"], Ct)).Value());
        Assert.Single(_account.Vendor.Calls);
    }
}
