using System.Net;
using Sync.Faults.Judging;
using Sync.Faults.Load;

namespace Sync.Faults;

/// <summary>A judge that cannot condemn proves nothing: each class of fault, made up, must be found, and only that class.</summary>
public sealed class JudgeTests
{
    private readonly List<Delivery> _sent = [];
    private readonly List<StoredDelivery> _stored = [];
    private readonly List<HeldPerson> _held = [];

    public JudgeTests()
    {
        Send("ada", 0);
        Send("ada", 1);
        Send("ben", 0);
        Hold("ada", 1);
        Hold("ben", 0);
    }

    [Fact]
    public void A_history_in_order_is_clean()
    {
        Assert.True(Verdict().IsClean, Verdict().Describe());
        Assert.Equal((3, 3, 3, 0), (Verdict().Attempted, Verdict().Sends, Verdict().Acknowledged, Verdict().Recovered));
    }

    [Fact]
    public void An_acknowledged_delivery_that_is_not_in_the_inbox_is_lost()
    {
        _stored.RemoveAt(1);
        Assert.Contains("not in the inbox", Verdict().Lost[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_delivery_without_an_outcome_is_lost()
    {
        _stored[2] = _stored[2] with { Outcome = null };
        Assert.Contains("no final outcome", Assert.Single(Verdict().Lost), StringComparison.Ordinal);
    }

    [Fact]
    public void A_settled_delivery_whose_effect_is_missing_is_lost()
    {
        _held.RemoveAt(1);
        Assert.Contains("not in the CRM", OnlyFinding(Verdict().Lost), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_change_over_a_newer_one_is_a_loss()
    {
        _held[0] = _held[0] with { Values = _sent[0].Values };
        Assert.Contains("overwritten", OnlyFinding(Verdict().Lost), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_record_of_a_person_is_a_duplicate()
    {
        _held.Add(_held[1] with { Id = "other" });
        Assert.Contains("2 records", OnlyFinding(Verdict().Duplicates), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_inbox_row_is_a_duplicate()
    {
        _stored.Add(_stored[2]);
        Assert.Contains("2 times", OnlyFinding(Verdict().Duplicates), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mixture_of_two_changes_is_unexpected()
    {
        _held[0] = _held[0] with { Values = new Dictionary<string, string>(_held[0].Values) { ["First_Name"] = _sent[0].Values["First_Name"] } };
        Assert.Contains("no single change", OnlyFinding(Verdict().Unexpected), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_whom_nobody_sent_is_unexpected()
    {
        Hold("eve", 0);
        Assert.Contains("nobody sent it", OnlyFinding(Verdict().Unexpected), StringComparison.Ordinal);
    }

    [Fact]
    public void An_inbox_row_that_nobody_sent_is_unexpected()
    {
        _stored.Add(new StoredDelivery("eve 0", "written", 1));
        Assert.Contains("in the inbox", OnlyFinding(Verdict().Unexpected), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_delivery_that_was_not_acknowledged_is_recovered()
    {
        Send("cleo", 0, acknowledged: false);
        Hold("cleo", 0);
        Assert.True(Verdict().IsClean, Verdict().Describe());
        Assert.Equal(1, Verdict().Recovered);
    }

    [Fact]
    public void An_effect_of_what_is_not_stored_is_unexpected()
    {
        Send("cleo", 0, acknowledged: false);
        _stored.RemoveAt(3);
        Hold("cleo", 0);
        Assert.Contains("not in the inbox", OnlyFinding(Verdict().Unexpected), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_that_nobody_kept_is_no_fault()
    {
        Send("cleo", 0, acknowledged: false);
        _stored.RemoveAt(3);
        Assert.True(Verdict().IsClean, Verdict().Describe());
    }

    [Fact]
    public void A_dead_letter_is_found_and_demands_no_effect()
    {
        _stored[2] = _stored[2] with { Outcome = "dead-lettered: validation" };
        _held.RemoveAt(1);
        Assert.Contains("validation", OnlyFinding(Verdict().DeadLettered), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Exactly_one_end_is_demanded(int ends)
    {
        _stored[2] = _stored[2] with { Ends = ends };
        Assert.Contains($"{ends} ends", OnlyFinding(Verdict().Contradicted), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public void Some_answers_are_forbidden(HttpStatusCode status)
    {
        _sent[0].Answered(status);
        Assert.Single(Verdict().Forbidden);
        Assert.False(Verdict().IsClean);
    }

    private Verdict Verdict() => Judge.Compare(_sent, _stored, _held);

    private string OnlyFinding(IReadOnlyList<string> expected)
    {
        var verdict = Verdict();
        Assert.False(verdict.IsClean);
        Assert.Equal(1, verdict.Lost.Count + verdict.Duplicates.Count + verdict.Unexpected.Count + verdict.DeadLettered.Count + verdict.Contradicted.Count);
        return Assert.Single(expected);
    }

    private void Send(string name, int version, bool acknowledged = true)
    {
        var delivery = new Delivery($"{name} {version}", $"{name}@example.test", version, Values(name, version));
        delivery.Sending();
        if (acknowledged)
            delivery.Answered(HttpStatusCode.Accepted);
        _sent.Add(delivery);
        _stored.Add(new StoredDelivery(delivery.Body, "written", 1));
    }

    private void Hold(string name, int version) => _held.Add(new HeldPerson($"{name}'s", $"{name}@example.test", Values(name, version)));

    private static Dictionary<string, string> Values(string name, int version) =>
        new() { ["First_Name"] = $"{name} {version}", ["Last_Name"] = $"of version {version}" };
}
