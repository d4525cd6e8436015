using Sync.Console.Tests.Browser;

namespace Sync.Console.Tests;

/// <summary>A console that nobody has used yet.</summary>
public sealed class FirstAccountTests(ChromiumFixture chromium, ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Who_has_the_operator_token_makes_the_first_account_and_nobody_a_second_so()
    {
        await using var visitor = await Visitor.Arrive(chromium, console.Address);
        await visitor.Page.GotoAsync("/dead-letters");
        Assert.Equal("The first account", await visitor.Page.TextContentAsync("h1"));

        await Fill(visitor, "not the token");
        Assert.Contains("not the operator token", await visitor.Page.TextContentAsync("[role=alert]"), StringComparison.Ordinal);
        await Fill(visitor, ConsoleFixture.Token);

        await visitor.Page.WaitForURLAsync("**/dead-letters");
        Assert.Contains("ada", await visitor.Page.TextContentAsync(".who"), StringComparison.Ordinal);
        Assert.Equal(["admin"], await console.Database.Query<string>("select role from console.operator"));
        await using var second = await Visitor.Arrive(chromium, console.Address);
        await second.Page.GotoAsync("/sign-in");
        Assert.Equal("Sign in", await second.Page.TextContentAsync("h1"));
    }

    private static async Task Fill(Visitor visitor, string token)
    {
        await visitor.Page.FillAsync("input[name=token]", token);
        await visitor.Page.FillAsync("input[name=name]", "ada");
        await visitor.Page.FillAsync("input[name=password]", PagesFixture.Password);
        await visitor.Page.ClickAsync("main button");
    }
}
