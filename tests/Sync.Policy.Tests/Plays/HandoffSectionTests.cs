using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class HandoffSectionTests
{
    private const string Yaml = """

        handoff:
          owners:
            - { email: mia@acme.test, timeZone: Europe/Berlin, from: "08:00", away: [2026-12-24..2027-01-01] }
            - { email: lea@acme.test, weight: 2 }
          plays:
            - name: demo
              when: { form: [demo, "7"] }
              unless: [{ field: phone, is: none }]
              assign:
                - { field: phone, is: "+49*", owners: mia@acme.test }
                - { owners: [mia@acme.test, lea@acme.test] }
              task: { subject: "Call {name}" }
        """;

    [Fact]
    public void A_right_section_becomes_owners_and_plays()
    {
        var handoff = Sample.Read(Sample.Yaml + Yaml).Policy!.Handoff;

        var play = Assert.Single(handoff.Plays);
        Assert.Equal(("demo", "marketing", "sales", 7d, 15d), (play.Name, play.Source, play.Target, play.Cooldown.TotalDays, play.Within.TotalMinutes));
        Assert.Equal([new PlayTrigger("form", "demo"), new PlayTrigger("form", "7")], play.Triggers);
        Assert.True(play.Assign[0].When!.Holds(new Dictionary<string, string?> { ["phone"] = "+49301" }));
        Assert.Null(play.Assign[1].When);
        Assert.Equal(new TimeOnly(8, 0), handoff.Owners[0].Hours.From);
        Assert.True(handoff.Owners[0].IsAway(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(2, handoff.Owners[1].Weight);
    }

    [Theory]
    [InlineData("  plays:", "  touch: { field: fone }\n  plays:", "handoff.touch.field", "No route has a field")]
    [InlineData("  plays:", "  deals: { won: Signed, lost: [Dead, Signed] }\n  plays:", "handoff.deals.won", "won and lost")]
    [InlineData("  plays:", "  plays:\n    - { name: w, weekly: true, when: { tag: x }, unlessOpenDeal: true }", "handoff.plays[0].unlessOpenDeal", "makes no task")]
    [InlineData("  plays:", "  touch: { not: New }\n  plays:", "handoff.touch.field", "is missing")]
    [InlineData("  plays:", "  timeZone: Europe/Berlinn\n  plays:", "handoff.timeZone", "no time zone")]
    [InlineData("  plays:", "  plays:\n    - { name: w, weekly: true, when: { tag: x }, task: { subject: x } }", "handoff.plays[0].task", "makes no task")]
    [InlineData("weight: 2 }", "weight: 2 }\n    - { email: bob }", "handoff.owners[2].email", "is not an address")]
    [InlineData("Europe/Berlin", "Europe/Berlinn", "handoff.owners[0].timeZone", "no time zone")]
    [InlineData("\"08:00\"", "8", "handoff.owners[0].from", "not a time of day")]
    [InlineData("\"08:00\"", "\"18:00\"", "handoff.owners[0].to", "before it begins")]
    [InlineData("2026-12-24..2027-01-01", "2027-01-01..2026-12-24", "handoff.owners[0].away", "neither a day")]
    [InlineData("weight: 2", "weight: 0", "handoff.owners[1].weight", "from 1 to 100")]
    [InlineData("weight: 2", "wieght: 2", "handoff.owners[1].wieght", "not known here")]
    [InlineData("name: demo", "name: demo\n      sales: sails", "handoff.plays[0].sales", "There is no connection 'sails'")]
    [InlineData("when: { form: [demo, \"7\"] }", "when: {}", "handoff.plays[0].when", "waits for nothing")]
    [InlineData("form: [demo, \"7\"]", "changes: [{ field: fone, is: x }]", "handoff.plays[0].when.changes[0].field", "No route has a field")]
    [InlineData("form: [demo, \"7\"]", "changes: [{ field: phone }]", "handoff.plays[0].when.changes[0]", "not said what")]
    [InlineData("form: [demo, \"7\"]", "changes: [{ field: phone, is: x, reaches: 5 }]", "handoff.plays[0].when.changes[0]", "not said what")]
    [InlineData("form: [demo, \"7\"]", "form: demo, allWithinDays: 0", "handoff.plays[0].when.allWithinDays", "from 1 to 3650")]
    [InlineData("unless: [{ field: phone, is: none }]", "unless: [{ field: fone }]", "handoff.plays[0].unless[0].field", "No route has a field")]
    [InlineData("- { owners: [mia@acme.test, lea@acme.test] }", "- { field: phone, owners: lea@acme.test }", "handoff.plays[0].assign", "nobody")]
    [InlineData("owners: mia@acme.test }", "owners: mai@acme.test }", "handoff.plays[0].assign[0].owners", "There is no owner")]
    [InlineData("name: demo", "name: demo\n      notify: [{ url: mail, format: slack }]", "handoff.plays[0].notify[0].url", "cannot be called")]
    [InlineData("name: demo", "name: demo\n      notify: [{ url: \"https://a.test\" }]", "handoff.plays[0].notify[0].secret", "is missing")]
    [InlineData("name: demo", "name: demo\n      notify: [{ url: \"https://a.test\", secret: \"${env:AC_KEY}\" }]", "handoff.plays[0].notify[0].secret", "Standard Webhooks")]
    [InlineData("name: demo", "name: demo\n      notify: [{ url: \"https://a.test\", secret: abc }]", "handoff.plays[0].notify[0].secret", "secret stands in the file")]
    [InlineData("name: demo", "name: demo\n      notify: [{ format: email, to: a@b.test }]", "handoff.plays[0].notify[0].format", "no server that takes the e-mail")]
    [InlineData("name: demo", "name: demo\n      also: { note: \"{nam}\" }", "handoff.plays[0].also.note", "Nothing is known by the name")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: \"{nam}\", stage: x } }", "handoff.plays[0].also.deal.name", "Nothing is known by the name")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: x } }", "handoff.plays[0].also.deal.stage", "is missing")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: x, stage: y, amount: 12.345 } }", "handoff.plays[0].also.deal.amount", "is no amount")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: x, stage: y, amount: -1 } }", "handoff.plays[0].also.deal.amount", "is no amount")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: x, stage: y, amount: 12 EUR } }", "handoff.plays[0].also.deal.amount", "is no amount")]
    [InlineData("name: demo", "name: demo\n      also: { deal: { name: x, stage: y, closesInDays: -1 } }", "handoff.plays[0].also.deal.closesInDays", "from 0 to 3650")]
    [InlineData("when: { form: [demo, \"7\"] }", "also: { tags: [Hot] }\n      when: { tag: hot }", "handoff.plays[0].also.tags", "sets itself")]
    [InlineData("when: { form: [demo, \"7\"] }", "also: { automations: 5 }\n      when: { automation: \"*\" }", "handoff.plays[0].also.automations", "sets itself")]
    [InlineData("\"Call {name}\"", "\"Call {nam}\"", "handoff.plays[0].task.subject", "Nothing is known by the name")]
    public void A_mistake_is_told_with_its_place(string replace, string with, string path, string problem)
    {
        Assert.Contains(replace, Yaml, StringComparison.Ordinal);

        var mistake = Assert.Single(Sample.Read(Sample.Yaml + Yaml.Replace(replace, with, StringComparison.Ordinal)).Mistakes);

        Assert.Equal(path, mistake.Path);
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(mistake.Cure);
    }

    [Fact]
    public void An_e_mail_has_a_server_whose_port_goes_by_its_encryption()
    {
        var handoff = Sample.Read(Sample.Yaml + WithMail("to: Leads@Acme.test", "host: smtp.acme.test, from: sync@acme.test, user: sync, password: \"${env:AC_KEY}\"")).Policy!.Handoff;

        Assert.Equal(new MailServerPolicy("smtp.acme.test", 587, MailTls.StartTls, "sync@acme.test", new MailLogin("sync", "key-of-marketing"), false), handoff.Mail);
        Assert.Equal("leads@acme.test", Assert.IsType<MailPolicy>(Assert.Single(handoff.Plays[0].Notify)).To);
        Assert.Equal(465, Sample.Read(Sample.Yaml + WithMail("to: a@b.test", "host: a.test, from: a@b.test, tls: implicit")).Policy!.Handoff.Mail!.Port);
    }

    [Theory]
    [InlineData("to: a@b.test", "host: \"smtp.a.test:25\", from: a@b.test", "handoff.mail.host", "not the name of a server")]
    [InlineData("to: a@b.test", "host: a.test, from: \"Sync <a@b.test>\"", "handoff.mail.from", "not an address")]
    [InlineData("to: a@b.test", "host: a.test, from: a@b.test, tls: ssl", "handoff.mail.tls", "not a word")]
    [InlineData("to: a@b.test", "host: a.test, from: a@b.test, user: me", "handoff.mail.password", "is missing")]
    [InlineData("to: a@b.test", "host: a.test, from: a@b.test, user: me, password: geheim", "handoff.mail.password", "secret stands in the file")]
    [InlineData("to: a@b.test", "host: a.test, from: a@b.test, user: me, password: \"${env:AC_KEY}\", tls: none", "handoff.mail.tls", "others can read it")]
    [InlineData("to: \"a@b.test, c@d.test\"", "host: a.test, from: a@b.test", "handoff.plays[0].notify[0].to", "not an address")]
    [InlineData("to: \"a@b.test\\nBcc: c@d.test\"", "host: a.test, from: a@b.test", "handoff.plays[0].notify[0].to", "not an address")]
    [InlineData("to: jürgen@b.test", "host: a.test, from: a@b.test", "handoff.plays[0].notify[0].to", "not an address")]
    [InlineData("url: \"https://a.test\", to: a@b.test", "host: a.test, from: a@b.test", "handoff.plays[0].notify[0].url", "not known here")]
    public void A_mistake_about_e_mail_is_told_with_its_place(string receiver, string mail, string path, string problem)
    {
        var mistake = Assert.Single(Sample.Read(Sample.Yaml + WithMail(receiver, mail)).Mistakes);

        Assert.Equal(path, mistake.Path);
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(mistake.Cure);
    }

    [Fact]
    public void The_page_of_rules_names_who_is_told_by_e_mail() => Assert.Contains(
        "e-mail to leads@acme.test is told of it",
        RulesPage.Of(Sample.Read(Sample.Yaml + WithMail("to: leads@acme.test", "host: a.test, from: a@b.test")).Policy!), StringComparison.Ordinal);

    private static string WithMail(string receiver, string mail) => Yaml
        .Replace("name: demo", $"name: demo\n      notify: [{{ format: email, {receiver} }}]", StringComparison.Ordinal)
        .Replace("  plays:", $"  mail: {{ {mail} }}\n  plays:", StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "Contacted", true)]
    [InlineData("Not Contacted", "Contacted", true)]
    [InlineData("Contacted", " contacted ", false)]
    [InlineData("Contacted", "Not Contacted", false)]
    [InlineData("Contacted", "Lost Lead", false)]
    [InlineData("Contacted", "", false)]
    [InlineData("Contacted", null, false)]
    public void An_owner_has_begun_where_the_field_says_something_new(string? before, string? now, bool isTouch)
    {
        var handoff = Sample.Read(Sample.Yaml + Yaml.Replace("  plays:", "  touch: { field: phone, not: [Not Contacted, \"Lost*\"] }\n  plays:", StringComparison.Ordinal)).Policy!.Handoff;

        Assert.Equal(("phone", isTouch), (handoff.Touch!.Field, handoff.Touch.IsTouch(before, now)));
    }

    [Fact]
    public void A_trigger_is_met_by_its_name_in_any_case_and_by_any_where_a_star_stands()
    {
        Assert.True(new PlayTrigger("form", "Demo-Request").IsMet(new PlayTrigger("form", "demo-request")));
        Assert.True(new PlayTrigger("form", "*").IsMet(new PlayTrigger("form", "8")));
        Assert.False(new PlayTrigger("tag", "*").IsMet(new PlayTrigger("form", "8")));
    }

    [Theory]
    [InlineData("50", true)]
    [InlineData("50.5", true)]
    [InlineData("49.99", false)]
    [InlineData("1,200", true)]
    [InlineData("many", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_threshold_is_reached_by_numbers_alone(string? value, bool isReached) =>
        Assert.Equal(isReached, new ChangeTrigger("score", 50, []).Holds(new Dictionary<string, string?> { ["score"] = value }));

    [Fact]
    public void A_template_fills_in_what_is_known_and_leaves_no_gap() =>
        Assert.Equal("Call Ada at", Template.Fill("Call {first_name} {last_name} at {phone}", name => name == "first_name" ? "Ada" : null));
}
