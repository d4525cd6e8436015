using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class OpenDealTests
{
    private const string Yaml = """

        handoff:
          owners: [{ email: mia@acme.test }]
          deals: { won: Signed }
          plays:
            - name: demo
              when: { form: demo }
              unlessOpenDeal: true
              assign: [{ owners: mia@acme.test }]
              task: { subject: "Call {name}" }
        """;

    private readonly SyncPolicy _policy = Sample.Read(Sample.Yaml + Yaml).Policy!;

    [Fact]
    public void The_file_says_which_stages_are_the_end_of_a_deal()
    {
        Assert.Equal(["Signed", "Closed Lost", "Closed-Lost to Competition"], _policy.Handoff.Deals.Closed);
        Assert.Equal(["Closed Won", "Closed Lost", "Closed-Lost to Competition"], HandoffPolicy.None.Deals.Closed);
        Assert.Contains("A deal is open unless its stage is Signed or Closed Lost", RulesPage.Of(_policy), StringComparison.Ordinal);
        Assert.Contains("`suppressed: open deal`", RulesPage.Of(_policy), StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_deal_closes_the_gate_and_what_could_not_be_read_does_not()
    {
        Assert.Equal("suppressed: open deal", Gates.Word(GatesWith(OpenDeal.Told(true, null)).Single(gate => !gate.IsOpen)));
        Assert.All(GatesWith(OpenDeal.Told(false, "no right")), gate => Assert.True(gate.IsOpen));
        Assert.Contains("no right", GatesWith(OpenDeal.Told(false, "no right"))[^1].Why, StringComparison.Ordinal);
        Assert.DoesNotContain(GatesWith(null), gate => gate.Name == Gates.OpenDeal);
    }

    private IReadOnlyList<Gate> GatesWith(OpenDeal? deal) =>
        Gates.Of(_policy, _policy.Handoff.Plays[0], new Dictionary<string, string?>(), DateTimeOffset.UnixEpoch, [], deal);
}
