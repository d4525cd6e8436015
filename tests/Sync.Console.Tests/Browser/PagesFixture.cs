using System.Net.Http.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests.Browser;

/// <summary>Class fixture: a console as it looks in the middle of a day, with an account of each role.</summary>
public sealed class PagesFixture : IAsyncLifetime
{
    public const string Password = "a-password-of-the-tests";

    /// <summary>What a stranger typed into a form.</summary>
    public const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    public ConsoleFixture Console { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Console.InitializeAsync();
        foreach (var role in (string[])["viewer", "operator", "admin"])
        {
            using var made = await Console.Http.PostAsJsonAsync("/api/operators", new { name = $"{role}.ada", password = Password, role });
            made.EnsureSuccessStatusCode();
        }

        await Letters();
        await Conflicts();
        await NewHandoffs("demo-request");
        await NewReview("ada@example.test");
        await NewReview(Some.Email(), Markup);
        await Trial();
        await Facts();
        await Reports();
        await Console.Database.Execute("""
            insert into console.sample (name, slot, at, value)
            select name, n, now() - make_interval(secs => 10 * (360 - n)),
                   case when name in ('accepted', 'settled') then n * 37 + 400 * sin(n / 23.0) else 60 + 55 * sin(n / 19.0) end
              from generate_series(0, 359) n, unnest(array['accepted', 'settled', 'inFlight', 'lane.sales.pending']) name
            on conflict do nothing
            """);
    }

    public ValueTask DisposeAsync() => Console.DisposeAsync();

    /// <summary>An open dead letter of its own group; answers its number.</summary>
    public async Task<long> NewLetter(string connection, string item = """{"phone":"+49 30 123456789012345678901234567890","company":"Lovelace Ltd"}""")
    {
        var delivery = Some.Number();
        await Keep(SomeFact.Letter(delivery, email: Some.Email()) with { Connection = connection, Item = item, At = DateTimeOffset.UtcNow });
        return (await Console.Database.Query<long>("select id from console.dead_letter where delivery_id = @delivery", new { delivery })).Single();
    }

    private async Task Trial()
    {
        var id = (await Console.Tell(HttpMethod.Post, "/api/trials", new { route = "people" }, 202)).GetProperty("id").GetGuid();
        string[] routes = ["people>sales", "people>marketing"];
        var well = new CheckedThing { Check = "webhook", Ok = true, Detail = "came in 0.1 s" };
        var bad = new CheckedThing
        {
            Check = "way", Ok = false, Problem = "90 s after it was made at sales nothing was asked for at marketing", Cure = "deploy/sync doctor sales",
        };
        await Console.Get<Sync.Console.Checkups.RecordCheckupsConsumer>().Consume(
            [.. routes.Zip([well, bad], (route, line) => new CheckupReported
            {
                Id = id, Connections = routes, Done = new CheckedConnection { Name = route, Lines = [line] }, At = DateTimeOffset.UtcNow.AddMinutes(-7),
            })], CancellationToken.None);
    }

    private Task Keep(params DeadLettered[] letters) => Console.Get<Messaging.IDeadLetterStore>().Keep(letters, CancellationToken.None);

    private async Task Letters()
    {
        var now = DateTimeOffset.UtcNow;
        await Keep(
        [
            .. Enumerable.Range(0, 70).Select(number => SomeFact.Letter(Some.Number(), email: Some.Email()) with
            {
                At = now.AddMinutes(-number * 31), Reason = "INVALID_DATA in Phone: maximum length of 30 exceeded",
                Item = """{"phone":"+49 30 123456789012345678901234567890","company":"Lovelace Ltd"}""",
            }),
            .. Enumerable.Range(0, 12).Select(number => SomeFact.Letter(Some.Number(), email: Some.Email()) with
            {
                At = now.AddMinutes(-number), Class = FailureClasses.Duplicate, Code = "DUPLICATE_DATA", Field = "Email",
                Reason = "DUPLICATE_DATA in Email: another lead has this address",
            }),
            SomeFact.Letter(Some.Number()) with
            {
                Stage = Stages.Mapped, Class = FailureClasses.Unparsable, Code = null, Field = null, Connection = "marketing", At = now,
                Reason = $"The delivery could not be read: {Markup}", Item = Markup, Email = null,
            },
            SomeFact.Letter(Some.Number(), email: "\"<b>ada</b>\"@example.test") with
            {
                Code = "MANDATORY_NOT_FOUND", Field = "Last_Name", Reason = $"MANDATORY_NOT_FOUND in Last_Name: {Markup}", At = now,
                Item = System.Text.Json.JsonSerializer.Serialize(new { last_name = Markup, company = "=HYPERLINK(\"http://example.test\")" }),
            },
        ]);
    }

    /// <summary>A conflict of a person of its own; answers its number.</summary>
    public async Task<long> NewConflict(string email)
    {
        await Console.Get<Sync.Console.Conflicts.RecordConflictsConsumer>().Consume([SomeFact.Conflict(email)], CancellationToken.None);
        return (await Console.Database.Query<long>("select id from console.conflict where email = @email", new { email })).Single();
    }

    /// <summary>A review of a person of its own; answers its number.</summary>
    public async Task<long> NewReview(string email, string company = "Lovelace Ltd")
    {
        var note = SomeFact.Review(email, Some.Email());
        note = note with { Claimant = note.Claimant with { Fields = [.. note.Claimant.Fields, new ReviewedField("company", company, "marketing", Some.Moment)] } };
        await Console.Get<Sync.Console.Reviews.RecordReviewsConsumer>().Consume([note], CancellationToken.None);
        return note.Id;
    }

    /// <summary>Two handoffs of today, one with its task, and one that was suppressed.</summary>
    public async Task NewHandoffs(string play)
    {
        var handoff = SomeFact.Handoff(play) with { OccurredAt = DateTimeOffset.UtcNow };
        await Console.Get<Sync.Console.Handoffs.RecordActionsConsumer>().Consume(
            [
                new ActionNoted { HandoffId = handoff.Id, Name = "note", Outcome = "written", At = handoff.At },
                new ActionNoted { HandoffId = handoff.Id, Name = "automation 31", At = handoff.At },
                new ActionNoted
                {
                    HandoffId = handoff.Id, Name = "tag handed-to-sales", Outcome = "dead-lettered: validation", At = handoff.At,
                    Detail = "TAG_REFUSED: the account takes no tag of that name while it is locked by its administrator.",
                },
            ], CancellationToken.None);
        await Console.Get<Sync.Console.Handoffs.RecordHandoffsConsumer>().Consume(
            [handoff, HandoffTests.Made(SomeFact.Handoff(play) with { OccurredAt = handoff.OccurredAt }),
             handoff with { Id = $"{Some.Number()}:2/2", State = "suppressed: cooldown", Owner = null, Detail = $"{play}: handed off already." }],
            CancellationToken.None);
    }

    private async Task Conflicts()
    {
        await NewConflict("ada@example.test");
        await Console.Get<Sync.Console.Conflicts.RecordConflictsConsumer>().Consume(
        [
            .. Enumerable.Range(0, 6).Select(_ => SomeFact.Conflict(Some.Email())),
            SomeFact.Conflict(Some.Email()) with { Field = "company", Winner = new ConflictClaim(Markup, "sales", Some.Moment), Loser = new ConflictClaim(null, "marketing", Some.Moment) },
        ], CancellationToken.None);
    }

    private async Task Facts()
    {
        var now = DateTimeOffset.UtcNow;
        var facts = new List<OutcomeReached>();
        for (var number = 0; number < 80; number++)
        {
            var (delivery, email, at) = (Some.Number(), number == 3 ? "ada@example.test" : Some.Email(), now.AddSeconds(-number * 7));
            facts.Add(SomeFact.Matched(delivery, email) with { ReceivedAt = at.AddMilliseconds(-90), MappedAt = at.AddMilliseconds(-60), At = at.AddMilliseconds(-40), Detail = "email, phone to sales" });
            facts.Add(SomeFact.Written(delivery, email, number % 9 == 4 ? "dead-lettered: validation" : Outcomes.Written) with { ReceivedAt = at.AddMilliseconds(-90), At = at, Detail = "created", PolicyVersion = "1f2e3d4c5b6a" });
        }

        facts.Add(SomeFact.Matched(Some.Number(), "ada@example.test", "filtered: no-route", final: true) with { ReceivedAt = now, At = now, Kind = Markup, Detail = Markup });
        await Console.Report([.. facts]);
        var adas = facts.First(fact => fact.Email == "ada@example.test").DeliveryId;
        await Console.Get<Sync.Console.Calls.RecordCallsConsumer>().Consume([SomeFact.Call(adas)], CancellationToken.None);
        await Console.Tell(HttpMethod.Post, "/api/pauses", new { connection = "sales", calls = "writes", of = "companies", reason = Markup }, 201);
    }

    private async Task Reports()
    {
        var now = DateTimeOffset.UtcNow;
        await Console.Send(new StageReported
        {
            Service = "ingress", Instance = "inbox", At = now, States = new Dictionary<string, string>(),
            Numbers = new Dictionary<string, double> { ["accepted"] = 13_720, ["duplicates"] = 41, ["settled"] = 13_655, ["inFlight"] = 65, ["oldestSeconds"] = 4.2 },
        });
        await Console.Send(new StageReported
        {
            Service = "writer", Instance = "a", At = now, States = new Dictionary<string, string> { ["lane.sales"] = "waiting: needs-reauth (INVALID_TOKEN)" },
            Numbers = new Dictionary<string, double> { ["lane.sales.pending"] = 60, ["lane.sales.oldestSeconds"] = 4.1, ["lane.sales.callsPerSecond"] = 5, ["lane.sales.usedInDay"] = 41_200, ["lane.sales.usedInHour"] = 2_900, ["lane.sales.leftInDay"] = 8_800 },
        });
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => (await Console.Database.Count("console.report")) == 2);
    }
}
