namespace Sync.Cli.Tests;

public sealed class ConfigCheckTests : IDisposable
{
    private const string Right = """
        version: 1
        connections:
          marketing: { vendor: activecampaign, url: "https://a.example.test", apiKey: "${file:secret}", hookSecret: "${file:secret}" }
          sales:
            vendor: zoho
            accountsUrl: https://accounts.zoho.eu
            clientId: client
            clientSecret: ${file:secret}
            refreshToken: ${file:secret}
            hookSecret: ${file:secret}
        routes:
          - { name: people, persons: { toMarketing: none, fields: [{ name: email, marketing: email, sales: Email }] } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("check").FullName;
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task A_right_file_is_shown_without_its_secrets()
    {
        var path = Write("sync.yaml", Right);
        Write("secret", "very-secret-and-long");
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("config", "check", path));

        Assert.Matches(@"sales\s+zoho\s+10\s+4", session.Out);
        Assert.Matches(@"people>sales\s+marketing\s+sales\s+Leads\s+yes\s+email", session.Out);
        Assert.DoesNotContain("very-secret", session.Out, StringComparison.Ordinal);
        Assert.Empty(_console.Requests);
    }

    [Fact]
    public async Task Every_mistake_of_a_wrong_file_is_shown_with_its_line()
    {
        var path = Write("sync.yaml", Right.Replace("version: 1", "version: 7", StringComparison.Ordinal));
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("config", "check", path));

        Assert.Contains($"{path}:1: version: ", session.Out, StringComparison.Ordinal);
        Assert.Contains($"{path}:3: connections.marketing.apiKey: ", session.Out, StringComparison.Ordinal);
        Assert.Contains("6 mistakes.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_mistakes_as_json()
    {
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("config", "check", Path.Combine(_folder, "none.yaml"), "--json"));

        using var answer = System.Text.Json.JsonDocument.Parse(session.Out);
        Assert.False(answer.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal("The file cannot be read.", answer.RootElement.GetProperty("mistakes")[0].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Without_a_name_the_services_own_file_is_checked()
    {
        Write("secret", "very-secret-and-long");
        var session = new Session(_console);
        session.Environment["Policy__File"] = Write("other.yaml", Right);

        Assert.Equal(0, await session.Run("config", "check"));

        Assert.Contains("other.yaml is right.", session.Out, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _console.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
