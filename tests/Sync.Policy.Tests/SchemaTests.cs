using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Policy.Reading;

namespace Sync.Policy.Tests;

/// <summary>What editors are told about the file and what the reader takes are the same.</summary>
public sealed class SchemaTests
{
    private static readonly SchemaTree Schema = SchemaTree.OfTheProject();

    /// <summary>A file in which every section stands, so that the reader asks for every key there is.</summary>
    private static readonly string Whole = Sample.Yaml
        .Replace("toSales: { createIn: Leads }", """
            toSales:
                    createIn: Leads
                    onDelete: archive
                    archive: { field: Sync_Note, value: left }
                    only: [{ tag: a }]
                    except: [{ field: x, is: y }]
                    createElsewhere: [{ in: Contacts, when: { form: 3 } }]
                  toMarketing: { onDelete: archive, archive: { field: field:5, value: left }, only: [{ tag: a }], except: [{ tag: b }], createElsewhere: [{ in: contacts, when: { tag: x } }] }
            """, StringComparison.Ordinal)
        .Replace("      fields:\n", "      lifecycle: { marketing: f, sales: S, stages: "
            + "[{ name: a, marketing: A, sales: B, from: a, since: { marketing: g, sales: T } }] }\n"
            + "      tags: [{ marketing: vip, sales: VIP, toSales: fill, toMarketing: none }]\n      lists: [{ marketing: \"3\", sales: Newsletter, toSales: overwrite, toMarketing: fill }]\n      intents: [{ name: interest, sales: Top_Interest, toSales: fill, first: [{ tag: visit, is: Pricing }] }]\n      recordIds: { marketing: field:9, sales: Marketing_Id }\n      fields:\n", StringComparison.Ordinal)
        .Replace("      fields:\n", "      fields:\n        - { name: no_mail, marketing: unsubscribed, sales: Email_Opt_Out, type: optout, confirmedLists: [\"3\"] }\n", StringComparison.Ordinal)
        .Replace("    persons:", "    companies: { toSales: { create: true, update: true }, "
            + "fields: [{ name: domain, marketing: accountUrl, sales: Website }] }\n    persons:", StringComparison.Ordinal)
        .Replace("  marketing:", "  marketing:\n    limits: {}", StringComparison.Ordinal)
        .Replace("routes:", "handoff: { owners: [{ email: a@b.test, weight: 2, timeZone: UTC, days: [mon], from: \"09:00\", to: \"17:00\", away: [2026-12-24] }], "
            + "timeZone: UTC, deals: { won: [x], lost: y, wonTag: a, lostTag: b, staleDays: 30, notify: [{ name: stale, url: \"https://b.test/\", format: slack, secret: \"${env:WHSEC}\", allowPrivate: true }, { format: email, to: c@d.test }], sales: sales, marketing: marketing }, touch: { field: phone, not: [x] }, mail: { host: smtp.a.test, port: 2525, tls: starttls, from: a@b.test, user: u, password: \"${env:AC_KEY}\", allowPrivate: true }, "
            + "plays: [{ name: w, weekly: true, when: { tag: x } }, { name: p, when: { form: f, tag: t, list: 3, automation: 5, deal: Won, changes: [{ field: phone, is: x }, { field: phone, reaches: 5 }], allWithinDays: 9 }, cooldownDays: 7, unless: [{ field: phone, is: x }], unlessOpenDeal: true, alsoOptedOut: true, "
            + "withinMinutes: 15, assign: [{ field: phone, is: y, owners: [a@b.test] }, { owners: a@b.test }], "
            + "notify: [{ name: room, url: \"https://a.test/\", format: slack, secret: \"${env:WHSEC}\", allowPrivate: true }, { format: email, to: c@d.test }], "
            + "also: { note: \"{name}\", owner: true, deal: { name: \"{name}\", stage: s, pipeline: p, amount: 1200.50, closesInDays: 30 }, tags: [a], automations: [\"6\"] }, task: { subject: s, text: t, priority: High } }] }\nroutes:", StringComparison.Ordinal)
        .Replace("routes:", "identity: { placeholders: test@*, freeMail: [a.b], noEmail: phone, matchByPhone: true }\nroutes:", StringComparison.Ordinal);

    [Fact]
    public void Every_key_that_the_reader_takes_is_offered_and_no_other()
    {
        Assert.Empty(Sample.Read(Whole).Mistakes);
        var asked = PolicyReader.PlacesAskedFor(Whole).Select(WithoutNames).ToHashSet();
        var offered = Schema.Places().ToHashSet();

        Assert.Equal([], asked.Except(offered).Order());
        Assert.Equal([], offered.Except(asked).Order());
    }

    [Fact]
    public void The_words_that_may_stand_somewhere_are_those_of_the_reader()
    {
        Assert.Equal(VendorShape.All.Keys, Schema.WordsAt("connection", "vendor"));
        Assert.Equal(Words.Types.Keys, Schema.WordsAt("field", "type"));
        Assert.Equal(Words.Directions.Keys, Schema.WordsAt("field", "toSales"));
        Assert.Equal(Words.Directions.Keys, Schema.WordsAt("field", "toMarketing"));
        Assert.Equal(Words.Sides.Keys, Schema.WordsAt("field", "owner"));
        Assert.Equal(Words.Sides.Keys, Schema.WordsAt("persons", "owner"));
        Assert.Equal(Words.Required.Keys, Schema.WordsAt("field", "required"));
        Assert.Equal(Words.NotifyFormats.Keys, Schema.WordsAt("notify", "format"));
        Assert.Equal(Words.MailTls.Keys, Schema.WordsUnder("handoff", "mail", "tls"));
        Assert.Equal(Words.Days.Keys, Schema.WordsOf("weekday"));
        Assert.Equal(Words.Duplicates.Keys, Schema.WordsAt("way", "onDuplicate"));
        Assert.Equal(Words.Deletions.Keys, Schema.WordsAt("way", "onDelete"));
        Assert.Equal(VendorShape.All.Values.SelectMany(shape => shape.PersonModules), Schema.WordsAt("way", "createIn"));
        Assert.Equal(Words.Transforms.Keys, Schema.WordsOf("transform"));
    }

    [Fact]
    public void The_sample_of_the_project_and_a_file_with_everything_are_as_the_schema_says()
    {
        Assert.Equal([], Schema.Faults(Json(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sync.yaml")))));
        Assert.Equal([], Schema.Faults(Json(Whole)));
    }

    [Theory]
    [InlineData("sales: Phone }", "sales: Phone, owner: me }")]
    [InlineData("sales: Phone }", "sales: Phone, sails: x }")]
    [InlineData("    persons:", "    deals: {}\n    persons:")]
    [InlineData("apiKey: ${env:AC_KEY}", "apiKey: 0123456789")]
    [InlineData("toSales: { createIn: Leads }", "toSales: off")]
    public void What_the_reader_refuses_an_editor_marks(string replace, string with)
    {
        var yaml = Sample.Yaml.Replace(replace, with, StringComparison.Ordinal);

        Assert.NotEmpty(Sample.Read(yaml).Mistakes);
        Assert.NotEmpty(Schema.Faults(Json(yaml)));
    }

    private static string WithoutNames(string place) =>
        place.Split('.') is ["connections", not "*", .. var rest] ? string.Join('.', rest.Prepend("*").Prepend("connections")) : place;

    private static JsonElement Json(string yaml) =>
        JsonSerializer.SerializeToElement(Node(YamlTree.Load(yaml, new MistakeList())!));

    private static JsonNode? Node(YamlPart part) => part switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Node)]),
        YamlText { Plain: true, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlText { Plain: true } text when int.TryParse(text.Value, out var number) => JsonValue.Create(number),
        YamlText text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException("A part that is not known here."),
    };
}
