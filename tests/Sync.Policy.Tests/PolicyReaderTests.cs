using Sync.Policy.Normalising;

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
    public void A_pair_becomes_a_route_each_way_with_its_fields_in_their_order()
    {
        var policy = Sample.Read(Sample.Yaml).Policy!;

        var route = Assert.Single(policy.RoutesFrom("marketing"));
        Assert.Equal(("people>sales", "sales", "Leads"), (route.Name, route.To, route.CreateIn));
        Assert.Equal(["email", "last_name", "phone"], route.Fields.Select(field => field.Name));
        var last = route.Fields[1];
        Assert.Equal(("last_name", "Last_Name", FieldType.Name, "sales"), (last.From, last.To, last.Type, last.Owner));
        Assert.Equal((true, "(not given)", null, Direction.Overwrite), (last.Required, last.Fallback, last.Placeholder, last.Direction));

        var back = Assert.Single(policy.RoutesFrom("sales"));
        Assert.Equal(("people>marketing", "marketing", "contacts"), (back.Name, back.To, back.CreateIn));
        last = back.Fields[1];
        Assert.Equal(("Last_Name", "last_name", false, null, "(not given)"),
            (last.From, last.To, last.Required, last.Fallback, last.Placeholder));
        Assert.True(back.Fields[0].Required);
        Assert.Same(route, policy.FindRoute("people>sales"));
    }

    [Theory]
    [InlineData("toMarketing: none")]
    [InlineData("toMarketing: { create: false, update: false }")]
    public void A_direction_that_is_off_is_no_route(string off)
    {
        var policy = Sample.Read(Sample.Yaml.Replace("toSales: { createIn: Leads }", off, StringComparison.Ordinal)).Policy!;

        Assert.Empty(policy.RoutesFrom("sales"));
        Assert.Equal("people>sales", Assert.Single(policy.Routes).Name);
    }

    [Fact]
    public void What_the_file_says_of_a_direction_is_in_the_route()
    {
        var route = Sample.Read(Sample.Yaml.Replace("{ createIn: Leads }", """
            { update: false, onDuplicate: fill, only: [{ tag: [a, b] }, { field: "field:3", is: x }],
                         except: [{ list: "7" }], createElsewhere: [{ in: Contacts, when: { form: 4 } }] }
            """, StringComparison.Ordinal)).Policy!.RoutesFrom("marketing").Single();

        Assert.Equal((true, false, OnDuplicate.Fill, "Leads"), (route.Create, route.Update, route.OnDuplicate, route.CreateIn));
        Assert.Equal(["tag a or b", "field field:3 x", "list 7"], route.Only.Concat(route.Except).Select(condition => condition.Text));
        Assert.Equal(["tags", "field:3", "list"], route.Only.Concat(route.Except).Select(condition => condition.Field));
        Assert.Equal(("Contacts", "form"), (route.CreateElsewhere[0].Module, route.CreateElsewhere[0].When.Field));
        Assert.True(route.IsSelective);
    }

    [Fact]
    public void A_rule_for_another_module_makes_a_route_that_can_be_found()
    {
        var policy = Sample.Read(Sample.Yaml.Replace(
            "{ createIn: Leads }", "{ createElsewhere: [{ in: Contacts, when: { tag: customer } }] }", StringComparison.Ordinal)).Policy!;

        Assert.Equal("Contacts", policy.FindRoute("people>sales/Contacts")!.CreateIn);
        Assert.Single(policy.RoutesFrom("marketing"));
    }

    [Fact]
    public void Several_pairs_live_in_one_file()
    {
        var second = Sample.Yaml[Sample.Yaml.IndexOf("  - name: people", StringComparison.Ordinal)..]
            .Replace("  - name: people", "  - name: partners\n    sales: partners", StringComparison.Ordinal);
        var yaml = Sample.Yaml.Replace("routes:", """
              partners:
                vendor: zoho
                accountsUrl: https://accounts.zoho.com
                clientId: 1000.OTHER
                clientSecret: ${file:zoho-secret}
                refreshToken: ${env:ZOHO_TOKEN}
                hookSecret: ${env:ZOHO_HOOK}
                region: US
                timeZone: America/New_York

            routes:
            """, StringComparison.Ordinal) + "\n" + second;

        var policy = Sample.Read(yaml).Policy!;

        Assert.Equal(["people>sales", "partners>partners"], policy.RoutesFrom("marketing").Select(route => route.Name));
        Assert.Equal(("US", "America/New_York"), (policy.Connections["partners"].Region, policy.Connections["partners"].TimeZone));
        Assert.Equal((null, "UTC"), (policy.Connections["sales"].Region, policy.Connections["sales"].TimeZone));
    }

    [Theory]
    [InlineData("", FieldType.Phone, Direction.Overwrite, Direction.Overwrite, "sales")]
    [InlineData(", toMarketing: none", FieldType.Phone, Direction.Overwrite, Direction.None, "marketing")]
    [InlineData(", toSales: none", FieldType.Phone, Direction.None, Direction.Overwrite, "sales")]
    [InlineData(", toSales: fill, owner: marketing, type: text", FieldType.Text, Direction.Fill, Direction.Overwrite, "marketing")]
    public void A_short_line_means_what_one_expects(string more, FieldType type, Direction toSales, Direction toMarketing, string owner)
    {
        var policy = Sample.Read(Sample.Yaml.Replace("sales: Phone", "sales: Phone" + more, StringComparison.Ordinal)).Policy!;

        var there = policy.RoutesFrom("marketing").Single().Fields[2];
        Assert.Equal((type, toSales, owner), (there.Type, there.Direction, there.Owner));
        Assert.Equal(toMarketing, policy.RoutesFrom("sales").Single().Fields[2].Direction);
    }

    [Fact]
    public void The_owner_of_persons_is_that_of_fields_that_name_none()
    {
        var policy = Sample.Read(Sample.Yaml.Replace("persons:", "persons:\n      owner: marketing", StringComparison.Ordinal)).Policy!;

        Assert.All(policy.Routes.SelectMany(route => route.Fields), field => Assert.Equal("marketing", field.Owner));
    }

    [Theory]
    [InlineData("test@example.test", true)]
    [InlineData("TEST@x.test", true)]
    [InlineData("ada@spam.test", true)]
    [InlineData("ada@example.test", false)]
    public void Addresses_that_are_nobodys_are_known(string address, bool isPlaceholder)
    {
        var policy = Sample.Read("identity: { placeholders: [test@*, '*@spam.test'], freeMail: [mail.test] }\n" + Sample.Yaml).Policy!;

        Assert.Equal(isPlaceholder, policy.Identity.IsPlaceholder(address));
        Assert.Equal((true, true, false),
            (policy.Identity.IsFreeMail("mail.test"), policy.Identity.IsFreeMail("GMail.com"), policy.Identity.IsFreeMail("example.test")));
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
              - { name: people, persons: { owner: me, fields: [] } }
            extra: yes
            """);

        Assert.Null(reading.Policy);
        Assert.Equal([1, 4, 5, 6, 8, 8, 8, 9], reading.Mistakes.Select(mistake => mistake.Line));
        Assert.Equal(
            [
                "version", "connections.marketing.vendor", "connections.marketing.hookSecret", "connections.marketing", "routes[0].sales",
                "routes[0].persons.owner", "routes[0].persons.fields", "extra",
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
