using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Console.Reviews;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>Persons that may be one are shown side by side until it is decided.</summary>
public sealed class ReviewTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly string _email = Some.Email();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_review_comes_over_the_bus_and_is_listed_under_every_address_of_both()
    {
        var note = SomeFact.Review(_email, Some.Email());
        await console.Send(new ReviewsNoted { Items = [note] });

        var row = (await Eventually.Within(TimeSpan.FromSeconds(30), () => Listed(_email), rows => rows.Count == 1))[0];

        Assert.Equal(("open", note.Address), (Text(row, "state"), Text(row, "address")));
        Assert.Equal("+46 8 1", Text(row.GetProperty("claimant").GetProperty("fields")[0], "value"));
        Assert.Single(await Listed(note.Owner.Email));
        Assert.Empty(await Listed(Some.Email()));
    }

    [Fact]
    public async Task What_is_decided_stays_decided_whatever_comes_late()
    {
        var note = SomeFact.Review(_email, Some.Email());
        await Note(note with { IsOpen = false, At = note.At.AddSeconds(5) });
        await Note(note, note with { At = note.At.AddSeconds(9) });

        Assert.Empty(await Listed(_email));
        Assert.Single(await Listed(_email, "closed"));
    }

    [Fact]
    public async Task The_overview_counts_those_that_are_open()
    {
        var before = (await console.Ask("/api/overview")).GetProperty("openReviews").GetInt64();
        var note = SomeFact.Review(_email, Some.Email());
        await Note(note, SomeFact.Review(_email, Some.Email()));
        await Note(note with { IsOpen = false, At = note.At.AddSeconds(5) });

        Assert.Equal(before + 1, (await console.Ask("/api/overview")).GetProperty("openReviews").GetInt64());
    }

    [Fact]
    public async Task A_viewer_sees_neither_addresses_nor_values()
    {
        await Note(SomeFact.Review(_email, Some.Email()));
        var made = await console.Tell(HttpMethod.Post, "/api/tokens", new { name = Some.Word(), role = "viewer" });
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());

        var seen = await http.GetStringAsync($"/api/reviews?email={_email}", Ct);

        Assert.Contains("\"name\":\"phone\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("46 8", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(_email, seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync($"/api/reviews/{Some.Number()}", new { decision = "same" }, Ct)).StatusCode);
        await console.Ask("/api/reviews?state=lost", 400);
    }

    [Fact]
    public async Task Decided_by_several_at_once_it_is_sent_once_noted_in_the_audit_and_closed_by_the_answer()
    {
        var note = SomeFact.Review(_email, Some.Email());
        await Note(note);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => console.Http.PostAsJsonAsync(
            $"/api/reviews/{note.Id}", new { decision = number % 2 == 0 ? "same" : "different" }, Ct)));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var row = (await Listed(_email)).Single();
        Assert.Equal("deciding", Text(row, "state"));
        var sent = Assert.Single(await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(Sent(note)), each => each.Count > 0));
        Assert.Equal(Text(row, "decision") == "same", sent.AreSame);
        Assert.Equal(1, await console.Database.Count("console.audit", "act = @act", new { act = $"decided review {note.Id}" }));

        await Note(note with { IsOpen = false, AreSame = false, DecidedBy = "grace", DecidedAt = Some.Moment });

        Assert.Empty(await Listed(_email));
        var closed = (await Listed(_email, "closed")).Single();
        Assert.Equal(("different", "grace"), (Text(closed, "decision"), Text(closed, "decidedBy")));
        await console.Tell(HttpMethod.Post, $"/api/reviews/{note.Id}", new { decision = "same" }, 409);
    }

    [Fact]
    public async Task A_decision_whose_answer_did_not_come_can_be_made_again()
    {
        var note = SomeFact.Review(_email, Some.Email());
        await Note(note);
        await console.Tell(HttpMethod.Post, $"/api/reviews/{note.Id}", new { decision = "same" }, 202);
        await console.Tell(HttpMethod.Post, $"/api/reviews/{note.Id}", new { decision = "same" }, 409);
        await console.Database.Execute("update console.review set decided_at = now() - interval '2 minutes' where id = @Id", new { note.Id });

        await console.Tell(HttpMethod.Post, $"/api/reviews/{note.Id}", new { decision = "different" }, 202);
    }

    [Fact]
    public async Task What_is_no_decision_or_no_review_is_refused()
    {
        var note = SomeFact.Review(_email, Some.Email());
        await Note(note);

        await console.Tell(HttpMethod.Post, $"/api/reviews/{note.Id}", new { decision = "perhaps" }, 400);
        await console.Tell(HttpMethod.Post, $"/api/reviews/{long.MaxValue}", new { decision = "same" }, 404);

        Assert.Empty(Sent(note));
        Assert.Equal("open", Text((await Listed(_email)).Single(), "state"));
    }

    private List<DecideReview> Sent(ReviewNoted note) => [.. console.Decisions.Where(decision => decision.ReviewId == note.Id)];

    private Task Note(params ReviewNoted[] notes) => console.Get<RecordReviewsConsumer>().Consume(notes, Ct);

    private async Task<IReadOnlyList<JsonElement>> Listed(string email, string state = "open") =>
        [.. (await console.Ask($"/api/reviews?email={email}&state={state}")).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
