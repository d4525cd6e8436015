namespace Sync.Policy.Tests;

public sealed class PolicyReaderTests
{
    [Fact]
    public void A_right_file_becomes_a_policy_with_its_secrets_resolved()
    {
        var reading = Sample.Read(Sample.Yaml);

        Assert.Empty(reading.Mistakes);
        Assert.True(reading.IsValid);
        var sales = reading.Policy.Connections["sales"];
        Assert.Equal("zoho", sales.Vendor);
        Assert.Equal("sales-hook-secret-1", sales.HookSecret);
        Assert.Equal("secret-of-sales", sales.Settings["clientSecret"]);
        Assert.Equal("https://accounts.zoho.eu", sales.Settings["accountsUrl"]);
        Assert.Equal(["accountsUrl", "clientId", "clientSecret", "refreshToken"], sales.Settings.Keys.Order());
        Assert.Equal(new ConnectionLimits(50, 8), sales.Limits);
    }

    [Fact]
    public void Limits_that_the_file_does_not_set_are_the_vendors_own()
    {
        var connections = Sample.Read(Sample.Yaml.Replace("limits: { callsPerSecond: 50, concurrency: 8 }", "")).Policy!.Connections;

        Assert.Equal(new ConnectionLimits(5, 1), connections["marketing"].Limits);
        Assert.Equal(new ConnectionLimits(10, 4), connections["sales"].Limits);
    }

    [Fact]
    public void A_route_keeps_its_fields_in_their_order()
    {
        var route = Assert.Single(Sample.Read(Sample.Yaml).Policy!.RoutesFrom("marketing"));

        Assert.Equal(("people", "sales", "Leads"), (route.Name, route.To, route.CreateIn));
        Assert.Equal(["email", "last_name", "phone"], route.Fields.Select(field => field.Name));
        Assert.Equal(
            new FieldPolicy { Name = "last_name", From = "last_name", To = "Last_Name", Required = true, Fallback = "(not given)" },
            route.Fields[1]);
    }

    [Fact]
    public void The_version_changes_with_the_text_and_only_with_it()
    {
        Assert.Matches("^[0-9a-f]{12}$", Sample.Read(Sample.Yaml).Policy!.Version);
        Assert.Equal(Sample.Read(Sample.Yaml).Policy!.Version, Sample.Read(Sample.Yaml).Policy!.Version);
        Assert.NotEqual(Sample.Read(Sample.Yaml).Policy!.Version, Sample.Read(Sample.Yaml + "\n# note").Policy!.Version);
    }

    [Fact]
    public void The_sample_file_of_the_project_is_right()
    {
        var reading = PolicyReader.Read(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sync.yaml")),
            name => name.EndsWith("_URL", StringComparison.Ordinal) ? "http://127.0.0.1:8091" : "sixteen-letters-and-more",
            _ => null);

        Assert.Empty(reading.Mistakes);
        Assert.Equal(["marketing", "sales"], reading.Policy!.Connections.Keys.Order());
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_their_lines()
    {
        var reading = Sample.Read("""
            version: 2
            connections:
              marketing:
                vendor: activecampain
                hookSecret: short
              marketing: { vendor: zoho }
            routes:
              - { name: people, from: marketing, to: sales, createIn: Leads, fields: [] }
            extra: yes
            """);

        Assert.Null(reading.Policy);
        Assert.Equal([1, 4, 5, 6, 8, 8, 9], reading.Mistakes.Select(mistake => mistake.Line));
        Assert.Equal(
            [
                "version", "connections.marketing.vendor", "connections.marketing.hookSecret", "connections.marketing", "routes[0].to",
                "routes[0].fields", "extra",
            ],
            reading.Mistakes.Select(mistake => mistake.Path));
    }

    [Fact]
    public void Every_mistake_says_what_is_wrong_and_what_to_do_in_whole_sentences()
    {
        var mistakes = Sample.Read("connections: { a: { vendor: zoho, x: [] } }\nroutes: nothing", []).Mistakes;

        Assert.NotEmpty(mistakes);
        Assert.All(mistakes, mistake => Assert.Matches(@"\.$", mistake.Problem));
        Assert.All(mistakes, mistake => Assert.Matches(@"[.?]$", mistake.Cure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# only a comment\n")]
    public void An_empty_file_is_one_mistake(string yaml)
    {
        Assert.Equal("The file is empty.", Assert.Single(Sample.Read(yaml).Mistakes).Problem);
    }

    [Theory]
    [InlineData("version: 1\nconnections:\n  a: {vendor: zoho\nroutes: x", 4)]
    [InlineData("version: 1\n\tconnections: 2", 2)]
    [InlineData("version: \"1", 1)]
    [InlineData("version: *nowhere", 1)]
    [InlineData("version: 1\n[a, b]: 2", 2)]
    public void A_syntax_error_is_told_with_its_line(string yaml, int line)
    {
        var mistake = Assert.Single(Sample.Read(yaml).Mistakes);

        Assert.StartsWith("The file is not valid YAML", mistake.Problem, StringComparison.Ordinal);
        Assert.InRange(mistake.Line, line - 1, line + 1);
    }

    [Theory]
    [InlineData("- a\n- b")]
    [InlineData("only words")]
    public void A_file_without_keys_is_one_mistake(string yaml)
    {
        Assert.Equal("The file does not begin with keys.", Assert.Single(Sample.Read(yaml).Mistakes).Problem);
    }

    [Fact]
    public void A_second_document_is_refused()
    {
        Assert.Equal("A second document starts here.", Assert.Single(Sample.Read(Sample.Yaml + "\n---\nversion: 1").Mistakes).Problem);
    }
}
