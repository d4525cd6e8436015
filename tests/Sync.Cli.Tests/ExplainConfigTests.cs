namespace Sync.Cli.Tests;

public sealed class ExplainConfigTests : IDisposable
{
    private const string Rules = """
        version: 1
        connections:
          marketing: { vendor: activecampaign, url: "${env:NOWHERE}", apiKey: "${file:none}", hookSecret: "${env:NOWHERE}" }
          sales:
            vendor: zoho
            accountsUrl: https://accounts.zoho.eu
            clientId: client
            clientSecret: ${file:none}
            refreshToken: ${file:none}
            hookSecret: ${file:none}
            region: DE
        identity: { placeholders: test@* }
        routes:
          - name: people
            persons:
              toSales: { onDuplicate: fill, except: [{ tag: internal }], createElsewhere: [{ in: Contacts, when: { tag: customer } }] }
              toMarketing: { create: false }
              fields:
                - { name: email, marketing: email, sales: Email }
                - { name: last_name, marketing: last_name, sales: Last_Name, required: sales, fallback: "(not given)" }
                - { name: plan, marketing: field:3, sales: Plan, values: { pro: Professional }, toMarketing: none, transforms: lower }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("explain").FullName;
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task The_rules_are_told_in_words_without_any_secret()
    {
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("explain-config", Write(Rules)));

        Assert.Contains("New persons are created in Contacts if tag customer, else Leads.", session.Out, StringComparison.Ordinal);
        Assert.Contains("Never persons with tag internal.", session.Out, StringComparison.Ordinal);
        Assert.Contains("what is empty in it is filled", session.Out, StringComparison.Ordinal);
        Assert.Contains("**sales to marketing.** A change counts when sales tells of it by webhook. Nobody new is created.", session.Out,
            StringComparison.Ordinal);
        Assert.Contains("| last_name | `last_name` | overwrite | overwrite | `Last_Name` | name | sales | required by sales, else \"(not given)\" |",
            session.Out, StringComparison.Ordinal);
        Assert.Contains("| plan | `field:3` | overwrite | none | `Plan` | picklist | marketing | read as lower; choices; anything else is left out",
            session.Out, StringComparison.Ordinal);
        Assert.Contains("`test@*`", session.Out, StringComparison.Ordinal);
        Assert.Empty(_console.Requests);
    }

    [Fact]
    public async Task Rules_with_a_mistake_are_not_explained()
    {
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("explain-config", Write(Rules.Replace("toMarketing: none", "toMarketing: never", StringComparison.Ordinal))));

        Assert.Contains("'never' is not a word that can stand here.", session.Out, StringComparison.Ordinal);
        Assert.Contains("1 mistake.", session.Out, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _console.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "sync.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
