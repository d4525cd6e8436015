using System.Text.Json;
using Sync.Console.Checkups;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>What audits find is an alarm until an audit finds it no more.</summary>
public sealed class DriftTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly CheckedThing Good = new() { Check = "address", Ok = true };
    private static readonly CheckedThing Field = new() { Check = "field Leads.Plan", Ok = false, Problem = "does not exist", Cure = "Make it." };
    private static readonly CheckedThing Key = new() { Check = "key", Ok = false, Problem = "invalid key", Cure = "Give a new one." };

    private readonly string _connection = Some.Word();
    private DateTimeOffset _at = DateTimeOffset.UtcNow.AddMinutes(-30);

    [Fact]
    public async Task What_is_wrong_is_an_alarm_with_what_to_do_until_it_is_right()
    {
        await Audited(Good, Field, Key);
        var alarms = await Alarms();
        Assert.Equal(("warning", "Make it."), (alarms[0].Level, alarms[0].Cure));
        Assert.StartsWith($"{_connection}: field Leads.Plan: does not exist (since ", alarms[0].Text, StringComparison.Ordinal);
        Assert.Equal("error", alarms[1].Level);

        await Audited(Good, Field);
        Assert.Single(await Alarms());

        await Audited(Good);
        Assert.Empty(await Alarms());
    }

    [Fact]
    public async Task What_is_found_again_keeps_its_time_and_an_audit_that_comes_late_or_twice_changes_nothing()
    {
        await Audited(Field);
        var first = await Alarms();
        var (newest, lines) = (_at, (CheckedThing[])[Field with { Problem = "read-only" }]);
        await Audited(lines);

        await Report(_at, lines);
        await Report(newest.AddMinutes(-20));

        var alarm = Assert.Single(await Alarms());
        Assert.Equal(first[0].Text.Replace("does not exist", "read-only", StringComparison.Ordinal), alarm.Text);
    }

    [Fact]
    public async Task Of_many_things_a_few_are_named_and_the_others_counted()
    {
        await Audited([.. Enumerable.Range(0, 9).Select(number => Field with { Check = $"field Leads.F{number}" })]);

        var alarms = await Alarms();

        Assert.Equal(6, alarms.Count);
        Assert.Equal($"{_connection}: 4 more things are wrong.", alarms[^1].Text);
        Assert.Equal($"sync doctor {_connection} names them all.", alarms[^1].Cure);
    }

    private Task Audited(params CheckedThing[] lines) => Report(_at = _at.AddMinutes(1), lines);

    private Task Report(DateTimeOffset at, params CheckedThing[] lines) => console.Get<RecordCheckupsConsumer>().Consume(
        [
            new CheckupReported
            {
                Id = Guid.NewGuid(), Connections = [_connection], IsAudit = true, At = at,
                Done = new CheckedConnection { Name = _connection, Lines = lines },
            },
        ], TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<(string? Level, string Text, string? Cure)>> Alarms() =>
    [
        .. (await console.Ask("/api/overview")).GetProperty("alarms").EnumerateArray()
            .Select(alarm => (Text(alarm, "level"), Text(alarm, "text")!, Text(alarm, "cure")))
            .Where(alarm => alarm.Item2.StartsWith(_connection, StringComparison.Ordinal)),
    ];

    private static string? Text(JsonElement alarm, string name) => alarm.GetProperty(name).GetString();
}
