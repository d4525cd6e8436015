using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class DealWordingTests
{
    private static readonly DealTemplate Template = new("{company} {play}", "Qualification") { Amount = 1200.50m, ClosesInDays = 30, Pipeline = "Standard" };

    [Theory]
    [InlineData("Lind AB", "Lind AB demo")]
    [InlineData("", "demo")]
    public void A_deal_is_named_after_the_person_and_closes_on_a_day_of_its_owner(string company, string name)
    {
        var deal = Of(Template, new() { ["company"] = company });

        Assert.Equal((name, "Qualification", "Standard", 1200.50m, "mia@acme.test"), (deal.Name, deal.Stage, deal.Pipeline, deal.Amount, deal.Owner));
        Assert.Equal(new DateOnly(2026, 4, 3), deal.ClosesOn);
    }

    [Fact]
    public void A_name_is_never_empty_and_never_longer_than_the_crm_keeps()
    {
        Assert.Equal("ada@example.test", Of(Template with { Name = "{company}" }, []).Name);
        Assert.Equal(120, Of(Template, new() { ["company"] = new string('x', 300) }).Name.Length);
    }

    [Fact]
    public void The_file_says_it_and_the_rules_explain_it()
    {
        var yaml = Sample.Yaml + """

            handoff:
              owners: [{ email: mia@acme.test }]
              plays:
                - name: demo
                  when: { form: demo }
                  assign: [{ owners: mia@acme.test }]
                  also: { deal: { name: "{name}", stage: Qualification, pipeline: Standard, amount: 1200.50, closesInDays: 30 } }
                  task: { subject: "Call {name}" }
            """;

        var policy = Sample.Read(yaml).Policy!;

        Assert.Equal(Template with { Name = "{name}" }, policy.Handoff.Plays[0].Also.Deal);
        Assert.Contains("`{name}` in the stage Qualification, of the pipeline Standard, over 1200.50, closing in 30 days", RulesPage.Of(policy), StringComparison.Ordinal);
        Assert.Contains("Of a lead none is made", RulesPage.Of(policy), StringComparison.Ordinal);
    }

    // One o'clock in Berlin: the day before in UTC.
    private static DealToMake Of(DealTemplate template, Dictionary<string, string?> fields) => DealWording.Of(
        new PlayPolicy
        {
            Name = "demo", Source = "marketing", Target = "sales", Triggers = [], Cooldown = default, Unless = [], Assign = [], Within = default,
            Task = TaskTemplate.None,
        },
        template, new PlaySignal { Key = "1:2/2", Play = "demo", Kind = "form", Value = "demo" }, fields, "ada@example.test", "mia@acme.test",
        new DateTimeOffset(2026, 3, 4, 0, 30, 0, TimeSpan.FromHours(1)));
}
