using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class HookSecretsTests
{
    private const string Former = "secret-before-the-present-one";

    private readonly HookSecrets _secrets = new(WithFormer());

    [Fact]
    public void While_a_secret_is_exchanged_both_count_for_their_connection_and_for_no_other()
    {
        Assert.Equal("marketing", _secrets.Find("marketing", PeoplePolicy.MarketingSecret)?.Name);
        Assert.Equal("marketing", _secrets.Find("marketing", Former)?.Name);
        Assert.Null(_secrets.Find("sales", Former));
        Assert.Null(_secrets.Find("nobody", Former));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret-before-the-present-on")]
    public void Nothing_else_does(string secret) => Assert.Null(_secrets.Find("marketing", secret));

    private static Policy.SyncPolicy WithFormer()
    {
        var people = PeoplePolicy.Read();
        var connections = people.Connections.ToDictionary();
        connections["marketing"] = connections["marketing"] with { FormerHookSecret = Former };
        return new Policy.SyncPolicy(people.Version, connections, people.Routes, people.Identity);
    }
}
