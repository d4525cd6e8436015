namespace Sync.Policy.Tests;

public sealed class PolicyMistakeTests
{
    [Theory]
    [InlineData("version: 1", "version: 2", 1, "version", "Version '2' of the file's format is not known here.", "Write 'version: 1'.")]
    [InlineData("version: 1", "# none", 3, "version",
        "'version' is missing.", "Add 'version:' with its value at the left edge of the file.")]
    [InlineData("url: ${env:AC_URL}", "url:", 6, "connections.marketing.url", "'url' is missing.", "under connections.marketing")]
    [InlineData("vendor: zoho", "vendor: zohoo", 10, "connections.sales.vendor",
        "There is no connector for 'zohoo'.", "Did you mean 'zoho'?")]
    [InlineData("vendor: zoho", "vendor: [zoho]", 10, "connections.sales.vendor", "'vendor' wants one value", "vendor: value")]
    [InlineData("  sales:", "  Sales & Co:", 9, "connections.Sales & Co", "cannot be a connection's name", "small letters")]
    [InlineData("callsPerSecond: 50", "callsPersecond: 50", 16, "connections.sales.limits.callsPersecond",
        "not known here", "'callsPerSecond'?")]
    [InlineData("callsPerSecond: 50", "callsPerSecond: 1001", 16, "connections.sales.limits.callsPerSecond", "from 1 to 1000", "get 10")]
    [InlineData("concurrency: 8", "concurrency: 0", 16, "connections.sales.limits.concurrency", "from 1 to 64", "get 4")]
    [InlineData("concurrency: 8", "concurrency: 1.5", 16, "connections.sales.limits.concurrency", "'1.5' is not a whole number", "64")]
    [InlineData("limits: { callsPerSecond: 50, concurrency: 8 }", "limits: 7", 16, "connections.sales.limits",
        "keys with values", "indented")]
    [InlineData("    from: marketing", "    from: marketting", 20, "routes[0].from",
        "There is no connection 'marketting'.", "'marketing'?")]
    [InlineData("    to: sales", "    to: marketing", 21, "routes[0].to", "goes from 'marketing' to itself", "another connection")]
    [InlineData("to: Phone }", "to: Email }", 26, "routes[0].fields[2].to", "target 'Email' was given in line 24", "remove one")]
    [InlineData("name: phone", "name: last_name", 26, "routes[0].fields[2].name", "'last_name' was given in line 25", "of its own")]
    [InlineData("name: phone", "name: homePhone", 26, "routes[0].fields[2].name", "'homePhone' is not a field's name", "e.g. first_name")]
    [InlineData("name: email", "name: mail", 23, "routes[0].fields", "No field is named 'email'", "required: true")]
    [InlineData("to: Email, required: true", "to: Email", 24, "routes[0].fields[0].required", "is not required", "'required: true'")]
    [InlineData("to: Email, ", "to: Email, fallback: a@b.c, ", 24, "routes[0].fields[0].fallback", "would become one", "Remove")]
    [InlineData("to: Email, required: true", "to: Email, required: \"true\"", 24, "routes[0].fields[0].required",
        "neither yes nor no", "without quotes")]
    [InlineData("to: Phone }", "to: Phone, froom: x }", 26, "routes[0].fields[2].froom", "'froom' is not known here", "'from'?")]
    [InlineData("to: Phone }", "to: Phone, to: Mobile }", 26, "routes[0].fields[2].to", "stands here a second time", "in line 26")]
    [InlineData("createIn: Leads", "createin: Leads", 22, "routes[0].createin", "not known here", "'createIn'?")]
    [InlineData("createIn: Leads", "createin: Leads", 19, "routes[0].createIn", "'createIn' is missing.", "under routes[0]")]
    public void A_mistake_names_line_place_problem_and_cure(
        string replace, string with, int line, string path, string problem, string cure)
    {
        var reading = Sample.Read(Sample.Yaml.Replace(replace, with, StringComparison.Ordinal));

        Assert.False(reading.IsValid);
        Assert.Contains(reading.Mistakes, mistake => mistake.Line == line
            && (path.Length == 0 || mistake.Path == path)
            && mistake.Problem.Contains(problem, StringComparison.Ordinal)
            && mistake.Cure.Contains(cure, StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_of_another_vendor_is_unknown()
    {
        var mistake = Sample.OnlyMistake("clientId: 1000.CLIENT", "clientId: 1000.CLIENT\n    apiKey: ${env:AC_KEY}");

        Assert.Equal((13, "connections.sales.apiKey"), (mistake.Line, mistake.Path));
        Assert.StartsWith("Remove it. Known here: ", mistake.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_routes_may_not_share_a_name()
    {
        var route = Sample.Yaml[Sample.Yaml.IndexOf("  - name: people", StringComparison.Ordinal)..];
        var mistake = Assert.Single(Sample.Read(Sample.Yaml + "\n" + route).Mistakes);

        Assert.Equal((27, "routes[1].name"), (mistake.Line, mistake.Path));
    }

    [Fact]
    public void A_connection_with_a_mistake_is_still_there_to_be_routed_to()
    {
        Assert.Equal("connections.sales.vendor", Sample.OnlyMistake("vendor: zoho", "vendor: hubspot").Path);
    }

    [Fact]
    public void What_two_connections_share_may_be_written_once()
    {
        var yaml = Sample.Yaml
            .Replace("apiKey: ${env:AC_KEY}", "apiKey: ${env:AC_KEY}\n    limits: &calm { callsPerSecond: 2 }", StringComparison.Ordinal)
            .Replace("limits: { callsPerSecond: 50, concurrency: 8 }", "limits: *calm", StringComparison.Ordinal);

        Assert.Equal(new ConnectionLimits(2, 4), Sample.Read(yaml).Policy!.Connections["sales"].Limits);
    }

    [Fact]
    public void A_report_can_be_followed_by_an_editor()
    {
        var lines = PolicyReport.Lines(
            "deploy/sync.yaml", [new(7, "routes", "It is wrong.", "Mend it."), new(0, "", "No file.", "Make one.")]);

        Assert.Equal(
            ["deploy/sync.yaml:7: routes: It is wrong.", "    Mend it.", "deploy/sync.yaml: No file.", "    Make one."], lines);
    }
}
