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
    [InlineData("  - name: people", "  - name: people\n    sales: salles", 20, "routes[0].sales",
        "There is no connection 'salles'.", "'sales'?")]
    [InlineData("  - name: people", "  - name: people\n    sales: marketing", 20, "routes[0].sales", "cannot stand on the sales side", "zoho")]
    [InlineData("  sales:", "  crm:", 19, "routes[0].sales", "There is no connection 'sales'.", "Add 'sales: <name of a connection>'")]
    [InlineData("sales: Phone }", "sales: Email }", 25, "routes[0].persons.fields[2].sales", "'Email' was given in line 23", "remove one")]
    [InlineData("marketing: phone", "marketing: email", 25, "routes[0].persons.fields[2].marketing", "given in line 23", "remove one")]
    [InlineData("name: phone", "name: last_name", 25, "routes[0].persons.fields[2].name", "'last_name' was given in line 24", "of its own")]
    [InlineData("name: phone", "name: homePhone", 25, "routes[0].persons.fields[2].name", "'homePhone' is not a field's name", "first_name")]
    [InlineData("name: email", "name: mail", 22, "routes[0].persons.fields", "No field is named 'email'", "sales: Email")]
    [InlineData("sales: Email }", "sales: Email, required: sales }", 23, "routes[0].persons.fields[0].required", "is not required", "Remove")]
    [InlineData("sales: Email }", "sales: Email, fallback: a@b.c }", 23, "routes[0].persons.fields[0].fallback", "would become one", "Remove")]
    [InlineData("sales: Email }", "sales: Email, values: { a: b } }", 23, "routes[0].persons.fields[0].values", "table of values", "Remove")]
    [InlineData("required: sales", "required: true", 24, "routes[0].persons.fields[1].required", "'true' is not a word", "both")]
    [InlineData("required: sales, ", "", 24, "routes[0].persons.fields[1].fallback", "never be used", "required: sales")]
    [InlineData("required: sales", "toSales: none, required: sales", 24, "routes[0].persons.fields[1].toSales", "it never goes there", "Remove")]
    [InlineData("sales: Phone }", "sales: Phone, toSales: fil }", 25, "routes[0].persons.fields[2].toSales", "'fil' is not a word", "'fill'?")]
    [InlineData("sales: Phone }", "sales: Phone, type: phon }", 25, "routes[0].persons.fields[2].type", "'phon' is not a word", "'phone'?")]
    [InlineData("sales: Phone }", "sales: Phone, owner: crm }", 25, "routes[0].persons.fields[2].owner", "'crm' is not a word", "marketing, sales")]
    [InlineData("sales: Phone }", "sales: Phone, confirmedLists: [\"3\"] }", 25, "routes[0].persons.fields[2].confirmedLists", "is no opt-out", "type: optout")]
    [InlineData("sales: Phone }", "sales: Phone, type: optout, confirmedLists: [News] }", 25, "routes[0].persons.fields[2].confirmedLists",
        "'News' is no number of a list", "numbers of lists")]
    [InlineData("sales: Phone }", "sales: Phone, type: optout, toSales: none, confirmedLists: \"*\" }", 25, "routes[0].persons.fields[2].confirmedLists",
        "does not go to sales", "toSales: none")]
    [InlineData("      fields:", "      tags: [{ marketing: \"a, b\", sales: b }]\n      fields:", 22, "routes[0].persons.tags[0].marketing", "comma or semicolon", "another name")]
    [InlineData("      fields:", "      tags: [{ marketing: a, sales: abcdefghijklmnopqrstuvwxyz }]\n      fields:", 22, "routes[0].persons.tags[0].sales",
        "has 26 characters; a tag of zoho has 25", "shorter")]
    [InlineData("      fields:", "      tags: [{ marketing: a, sales: b, toSales: none, toMarketing: none }]\n      fields:", 22, "routes[0].persons.tags[0].toSales",
        "goes in neither direction", "Remove one 'none'")]
    [InlineData("      fields:", "      tags: [{ marketing: a, sales: b }, { marketing: c, sales: b }]\n      fields:", 22, "routes[0].persons.tags[1].sales",
        "given in line 22", "remove one")]
    [InlineData("sales: Phone }", "sales: Phone, toSales: none, toMarketing: none }", 25, "routes[0].persons.fields[2].toSales",
        "goes in neither direction", "Remove one 'none'")]
    [InlineData("sales: Phone }", "sales: Phone, transforms: [lower, shout] }", 25, "routes[0].persons.fields[2].transforms",
        "'shout' is not a word", "first-word")]
    [InlineData("sales: Phone }", "sales: Phone, transforms: { a: b } }", 25, "routes[0].persons.fields[2].transforms",
        "wants one text or a list", "[text, text]")]
    [InlineData("sales: Phone }", "sales: Phone, values: { free: b }, otherwise: c }", 25, "routes[0].persons.fields[2].otherwise",
        "'c' does not stand in the table", "'values'")]
    [InlineData("marketing: phone", "marketing: orgname", 25, "routes[0].persons.fields[2].marketing", "can be read, and not written",
        "toMarketing: none")]
    [InlineData("sales: Phone }", "sales: Phone, saless: x }", 25, "routes[0].persons.fields[2].saless", "'saless' is not known here", "'sales'?")]
    [InlineData("sales: Phone }", "sales: Phone, sales: Mobile }", 25, "routes[0].persons.fields[2].sales", "stands here a second time", "in line 25")]
    [InlineData("{ createIn: Leads }", "{ createin: Leads }", 21, "routes[0].persons.toSales.createin", "not known here", "'createIn'?")]
    [InlineData("{ createIn: Leads }", "{ createIn: Lead }", 21, "routes[0].persons.toSales.createIn", "'Lead' is not a word", "'Leads'?")]
    [InlineData("{ createIn: Leads }", "{ create: maybe }", 21, "routes[0].persons.toSales.create", "neither yes nor no", "without quotes")]
    [InlineData("{ createIn: Leads }", "{ onDuplicate: skip }", 21, "routes[0].persons.toSales.onDuplicate", "'skip' is not a word", "update, fill")]
    [InlineData("{ createIn: Leads }", "{ only: [{ tagg: a }] }", 21, "routes[0].persons.toSales.only[0].tagg", "not known", "'tag'?")]
    [InlineData("{ createIn: Leads }", "{ except: [{ tag: a, list: 3 }] }", 21, "routes[0].persons.toSales.except[0]", "several things", "one line")]
    [InlineData("toSales: { createIn: Leads }", "toMarketing: { only: [{ list: 3 }] }", 21, "routes[0].persons.toMarketing.only[0].list",
        "A person of zoho has no list.", "tag or a field")]
    [InlineData("{ createIn: Leads }", "none\n      toMarketing: none", 20, "routes[0].persons", "in neither direction", "toSales")]
    [InlineData("    persons:", "    companies: {}\n    persons:", 20, "routes[0].companies.fields", "'fields' is missing", "under routes[0].companies")]
    [InlineData("    persons:", "    companies: { fields: [{ name: name, marketing: name, sales: Account_Name }] }\n    persons:", 20,
        "routes[0].companies.fields", "No field is named 'domain', and companies are told apart by it", "sales: Website")]
    [InlineData("    persons:", "    companies: { toMarketing: {}, fields: [{ name: domain, marketing: accountUrl, sales: Website }] }\n    persons:", 20,
        "routes[0].companies.toMarketing", "does not write companies to marketing yet", "Remove")]
    [InlineData("    persons:", "    companies: { toSales: { make: true }, fields: [{ name: domain, marketing: accountUrl, sales: Website }] }\n    persons:", 20,
        "routes[0].companies.toSales.make", "not known here", "Known here: create, update")]
    [InlineData("    persons:", "    deals:\n    persons:", 20, "routes[0].deals", "does not keep deals in step yet", "Remove")]
    [InlineData("    persons:", "    people:", 20, "routes[0].people", "not known here", "Known here")]
    [InlineData("routes:", "identity: { placeholders: ['*@*'] }\nroutes:", 18, "identity.placeholders", "'*@*' is every address", "test@*")]
    [InlineData("routes:", "identity: { freeMail: [info@x.de] }\nroutes:", 18, "identity.freeMail", "is not a domain", "gmail.com")]
    [InlineData("    vendor: zoho", "    vendor: zoho\n    region: Germany", 11, "connections.sales.region", "'Germany' is not a country", "DE")]
    [InlineData("    vendor: zoho", "    vendor: zoho\n    timeZone: Mars", 11, "connections.sales.timeZone", "no time zone 'Mars'", "Europe/Berlin")]
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
    public void Two_routes_may_share_neither_name_nor_pair()
    {
        var route = Sample.Yaml[Sample.Yaml.IndexOf("  - name: people", StringComparison.Ordinal)..];
        var mistakes = Sample.Read(Sample.Yaml + "\n" + route).Mistakes;

        Assert.Equal([(26, "routes[1].name"), (26, "routes[1]")], mistakes.Select(mistake => (mistake.Line, mistake.Path)));
        Assert.Contains("are a pair already", mistakes[1].Problem, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("createsPerDay: 500", 500)]
    [InlineData("createsPerDay: 0", 0)]
    [InlineData("concurrency: 3", null)]
    public void A_connection_may_be_held_to_so_many_new_records_a_day(string limit, int? expected)
    {
        var policy = Sample.Read(Sample.Yaml.Replace("concurrency: 8", limit, StringComparison.Ordinal)).Policy!;

        Assert.Equal(expected, policy.Connections["sales"].Limits.CreatesPerDay);
        Assert.Contains(expected is null ? "| any |" : $"| {expected} |", RulesPage.Of(policy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("importFrom: 0", 0, "| never |")]
    [InlineData("importFrom: 70", 70, "| 70 |")]
    [InlineData("concurrency: 3", 500, "| 500 |")]
    public void From_how_many_on_writes_go_by_bulk_import_can_be_said(string limit, int expected, string told)
    {
        var policy = Sample.Read(Sample.Yaml.Replace("apiKey: ${env:AC_KEY}", $"apiKey: ${{env:AC_KEY}}\n    limits: {{ {limit} }}", StringComparison.Ordinal)).Policy!;

        Assert.Equal(expected, policy.Connections["marketing"].Limits.ImportFrom);
        Assert.Contains(told, RulesPage.Of(policy), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bulk_import_where_there_is_none_is_a_mistake()
    {
        var mistake = Sample.OnlyMistake("concurrency: 8", "importFrom: 70");

        Assert.Equal("connections.sales.limits.importFrom", mistake.Path);
        Assert.Contains("no bulk import", mistake.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_that_is_no_number_is_told_with_its_cure() =>
        Assert.Contains("or leave the key out.", Sample.OnlyMistake("concurrency: 8", "createsPerDay: many").Cure, StringComparison.Ordinal);

    [Fact]
    public void A_report_can_be_followed_by_an_editor()
    {
        var lines = PolicyReport.Lines(
            "deploy/sync.yaml", [new(7, "routes", "It is wrong.", "Mend it."), new(0, "", "No file.", "Make one.")]);

        Assert.Equal(
            ["deploy/sync.yaml:7: routes: It is wrong.", "    Mend it.", "deploy/sync.yaml: No file.", "    Make one."], lines);
    }
}
