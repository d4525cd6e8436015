using System.Net.Http.Headers;
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
        await console.Ask("/api/reviews?state=lost", 400);
    }

    private Task Note(params ReviewNoted[] notes) => console.Get<RecordReviewsConsumer>().Consume(notes, Ct);

    private async Task<IReadOnlyList<JsonElement>> Listed(string email, string state = "open") =>
        [.. (await console.Ask($"/api/reviews?email={email}&state={state}")).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
