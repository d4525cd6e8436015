using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sync.Console.Conflicts;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>Conflicts are shown where people look for them, and turned round once for each decision.</summary>
public sealed class ConflictTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly string _email = Some.Email();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conflict_comes_over_the_bus_and_is_listed_until_it_is_settled()
    {
        var note = SomeFact.Conflict(_email);
        await console.Send(new ConflictsNoted { Items = [note] });
        var row = await Eventually.Within(TimeSpan.FromSeconds(30), () => Listed(), rows => rows.Count == 1);
        Assert.Equal(("phone", "+46 8 1", "marketing", "open"), (Text(row[0], "field"), Text(row[0], "winnerValue"), Text(row[0], "loserBy"), Text(row[0], "state")));

        await Note(note with { IsOpen = false, Version = 5 });

        Assert.Empty(await Listed());
        Assert.Equal("closed", Text((await Listed("closed")).Single(), "state"));
    }

    [Fact]
    public async Task What_comes_late_or_twice_changes_nothing_and_a_new_conflict_opens_it_again()
    {
        var note = SomeFact.Conflict(_email);
        await Note(note with { IsOpen = false, Version = 5 });

        await Note(note);
        await Note(note with { IsOpen = false, Version = 5 }, note);
        Assert.Empty(await Listed());

        await Note(note with { Version = 6, Winner = note.Winner with { Value = "T" } });
        Assert.Equal("T", Text((await Listed()).Single(), "winnerValue"));
    }

    [Fact]
    public async Task Turned_round_by_two_at_once_it_is_sent_once_with_what_was_seen_and_noted_in_the_audit()
    {
        var note = SomeFact.Conflict(_email);
        await Note(note);
        var id = (await Listed()).Single().GetProperty("id").GetInt64();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => console.Http.PostAsync($"/api/conflicts/{id}/flip?version=4", null, Ct)));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal("flipping", Text((await Listed()).Single(), "state"));
        var sent = await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(Sent(note)), flips => flips.Count > 0);
        Assert.Equal(("+46 8 1", "marketing"), (Assert.Single(sent).Winner.Value, sent[0].Loser.By));
        Assert.Equal(1, await console.Database.Count("console.audit", "act = @act", new { act = $"turned round conflict {id}" }));

        await Note(note with { Version = 5, Winner = note.Loser, Loser = note.Winner, Flip = sent[0].Id });
        var after = (await Listed()).Single();
        Assert.Equal(("open", "+46 8 2", true), (Text(after, "state"), Text(after, "winnerValue"), Text(after, "flippedBy") is not null));
    }

    [Fact]
    public async Task A_refused_decision_is_told_and_another_can_be_made()
    {
        var note = SomeFact.Conflict(_email);
        await Note(note);
        var id = (await Listed()).Single().GetProperty("id").GetInt64();
        await console.Tell(HttpMethod.Post, $"/api/conflicts/{id}/flip", null, 202);
        var sent = (await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(Sent(note)), flips => flips.Count > 0))[0];

        await Note(note);
        Assert.Equal("flipping", Text((await Listed()).Single(), "state"));
        await Note(note with { Flip = sent.Id, IsRefused = true });

        var after = (await Listed()).Single();
        Assert.Equal(("open", "not turned round: it had changed meanwhile"), (Text(after, "state"), Text(after, "note")));
        await console.Tell(HttpMethod.Post, $"/api/conflicts/{id}/flip", null, 202);
    }

    [Fact]
    public async Task What_has_changed_since_it_was_seen_is_not_turned_round_blindly()
    {
        var note = SomeFact.Conflict(_email);
        await Note(note with { Version = 7 });
        var id = (await Listed()).Single().GetProperty("id").GetInt64();

        await console.Tell(HttpMethod.Post, $"/api/conflicts/{id}/flip?version=4", null, 409);
        await console.Tell(HttpMethod.Post, $"/api/conflicts/{long.MaxValue}/flip", null, 404);
        await console.Ask("/api/conflicts?state=lost", 400);

        Assert.Empty(Sent(note));
    }

    [Fact]
    public async Task A_viewer_sees_that_there_is_one_and_neither_values_nor_a_way_to_turn_it_round()
    {
        await Note(SomeFact.Conflict(_email));
        var id = (await Listed()).Single().GetProperty("id").GetInt64();
        var made = await console.Tell(HttpMethod.Post, "/api/tokens", new { name = Some.Word(), role = "viewer" });
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());

        var seen = await http.GetStringAsync($"/api/conflicts?email={_email}", Ct);

        Assert.Contains("\"field\":\"phone\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("46 8", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(_email, seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync($"/api/conflicts/{id}/flip", null, Ct)).StatusCode);
    }

    [Fact]
    public async Task It_is_part_of_what_is_told_of_the_person()
    {
        await Note(SomeFact.Conflict(_email));
        await console.Report(SomeFact.Matched(Some.Number(), _email, "owned-by: sales", final: true));

        var line = await console.Ask($"/api/explain?email={_email}");

        Assert.Equal("+46 8 2", Text(Assert.Single(line.GetProperty("conflicts").EnumerateArray()), "loserValue"));
    }

    private Task Note(params ConflictNoted[] notes) => console.Get<RecordConflictsConsumer>().Consume(notes, Ct);

    private List<FlipConflict> Sent(ConflictNoted note) => [.. console.Flips.Where(flip => flip.PersonId == note.PersonId)];

    private async Task<IReadOnlyList<JsonElement>> Listed(string state = "open") =>
        [.. (await console.Ask($"/api/conflicts?email={_email}&state={state}")).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
