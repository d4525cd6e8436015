using Sync.Contracts;
using Sync.Policy;

namespace Sync.Writer.Tests;

/// <summary>Trials on a real database and against the sandbox, through the lanes: whatever happens, nothing of the made-up person stays.
/// What the other services would ask for is asked for by the test.</summary>
public sealed class TrialTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private const string Route = "people>sales";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_made_up_person_is_followed_to_the_target_and_deleted_at_both_ends()
    {
        await _world.Writer();
        var trial = await _world.Try("people");
        var email = await Made(trial);
        Assert.Single(await _world.Records($"activecampaign/contacts?email={email}"));

        await _world.Try("people", trial);
        await host.Accept(Write(email));

        var lines = await _world.Told(trial);
        Assert.All(lines, line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
        Assert.Equal([$"made at {_world.Ac}", "webhook", $"written to {_world.Zoho}", $"found at {_world.Zoho}", "deleted again"], lines.Select(line => line.Check));
        await NothingStays(email);
        Assert.Contains(email, Assert.Single(await host.Said<TrialEnded>(email)).Emails);
    }

    [Fact]
    public async Task Answers_are_lost_and_the_writer_is_ended_and_yet_it_is_made_once_and_deleted()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        _world.Set(_world.Zoho, "timeoutSeconds", "2");
        await _world.Lose("activecampaign", "api/3/contact/sync");
        await _world.Lose("activecampaign", "api/3/contacts/[0-9]+");
        await _world.Lose("zoho", "v8/Leads");
        await _world.Writer();
        var trial = await _world.Try(Route);
        var email = await Made(trial);
        await _world.StopWriter();
        await _world.Writer();

        await host.Accept(Write(email));

        Assert.All(await _world.Told(trial), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
        Assert.True(await _world.HaveFaultsStruck());
        await NothingStays(email);
    }

    [Fact]
    public async Task A_write_that_fails_is_told_with_its_reason_and_the_person_is_deleted()
    {
        _world.Policy = _world.Policy.With(
            [.. _world.Policy.Routes.Select(route => route with { Fields = [.. route.Fields.Select(field => field with { Fallback = null })] })]);
        await _world.Writer();
        var trial = await _world.Try(Route);
        var email = await Made(trial);

        await host.Accept(Write(email) with { Fields = new Dictionary<string, string?> { ["email"] = email }, Whole = null });

        var wrong = Assert.Single(await _world.Told(trial), line => !line.Ok);
        Assert.Contains("dead-lettered: missing", wrong.Problem, StringComparison.Ordinal);
        Assert.Contains(email, wrong.Cure, StringComparison.Ordinal);
        await NothingStays(email);
    }

    [Fact]
    public async Task What_a_late_word_asks_for_after_the_trial_makes_nobody_anew()
    {
        await _world.Writer();
        var trial = await _world.Try(Route);
        var email = await Made(trial);
        await host.Accept(Write(email));
        await _world.Told(trial);

        WriteRequest[] late = [Write(email), SomeWork.Request(_world.Ac, email) with { Route = "back" }];
        await host.Accept(late);

        var rows = await Testing.Eventually.Within(Soon, () => host.Rows(late), rows => rows.All(row => row.IsSettled));
        Assert.All(rows, row => Assert.Equal(Deletion.Deleted, row.Outcome));
        await NothingStays(email);
    }

    [Fact]
    public async Task A_source_that_refuses_the_person_is_told_of()
    {
        await _world.Writer();
        await _world.Control(HttpMethod.Post, "faults", new
        {
            vendor = "activecampaign", match = "api/3/contact/sync", kind = "status", status = 422, count = 1,
        });

        var wrong = Assert.Single(await _world.Told(await _world.Try(Route)), line => !line.Ok);

        Assert.Equal("way", wrong.Check);
        Assert.Contains("did not take the made-up person", wrong.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_source_that_an_operator_has_paused_nobody_is_made()
    {
        await host.Order(new OrderPause { Order = 1, Connection = _world.Ac, IsPaused = true, By = "ada", At = DateTimeOffset.UtcNow });
        await _world.Writer();

        var wrong = Assert.Single(await _world.Told(await _world.Try(Route)), line => !line.Ok);

        Assert.Contains("paused", wrong.Problem, StringComparison.Ordinal);
        Assert.Equal(0, await _world.Calls("POST", "/api/3/contact/sync"));
    }

    [Fact]
    public async Task Of_one_route_there_is_one_trial_at_a_time_and_an_unknown_route_is_told_which_there_are()
    {
        await _world.Writer();
        var first = await _world.Try(Route);
        var email = await Made(first);

        Assert.Contains("under way", Assert.Single(await _world.Told(await _world.Try(Route))).Problem, StringComparison.Ordinal);
        Assert.Contains(Route, Assert.Single(await _world.Told(await _world.Try("nowhere"))).Cure, StringComparison.Ordinal);

        await host.Accept(Write(email));
        Assert.All(await _world.Told(first), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
    }

    private WriteRequest Write(string email) => SomeWork.Request(_world.Zoho, email, ("email", email), ("last_name", "Trial")) with { Route = Route };

    /// <summary>Waits until the person is made; its address.</summary>
    private async Task<string> Made(Guid trial) => (await Testing.Eventually.Within(
        Soon, async () => (await host.Database.Query<string>("select email from writer.trial where checkup_id = @trial and step = 'follow'", new { trial })).SingleOrDefault(),
        email => email is not null))!;

    private async Task NothingStays(string email)
    {
        Assert.Empty(await _world.Records($"activecampaign/contacts?email={email}"));
        Assert.Empty(await _world.Records($"zoho/Leads?email={email}"));
    }
}
