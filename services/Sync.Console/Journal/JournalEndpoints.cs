using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Calls;

namespace Sync.Console.Journal;

/// <summary>What happened to a person, or to a delivery.</summary>
internal static class JournalEndpoints
{
    public static void MapJournal(this RouteGroupBuilder api)
    {
        api.MapGet("/explain", Explain).WithSummary("What happened to a person, by email address or by a record's id at a vendor");
        api.MapGet("/deliveries/{id:long}", Delivery).WithSummary("What happened to one delivery");
        api.MapGet("/activity", Activity).WithSummary("What the stages did, newest first");
    }

    private static async Task<Results<Ok<TimeLine>, ProblemHttpResult>> Explain(
        Explaining explaining, ClaimsPrincipal who, string? email = null, string? record = null) =>
        await explaining.Of(email, record) switch
        {
            Explained.Line line => TypedResults.Ok(line.TimeLine.For(Sight.Of(who))),
            Explained.Unknown unknown => TypedResults.Problem(unknown.Why, statusCode: 404),
            _ => TypedResults.Problem(
                "Give one email address, /api/explain?email=ada@example.test, or a record's id, /api/explain?record=4711.", statusCode: 400),
        };

    private static async Task<Results<Ok<DeliveryLine>, ProblemHttpResult>> Delivery(
        NpgsqlDataSource dataSource, Explaining explaining, long id, ClaimsPrincipal who)
    {
        var facts = await dataSource.OfDelivery(id);
        return await explaining.Line(facts) is { } line
            ? TypedResults.Ok(new DeliveryLine(id, DeliveryEnd.Of(facts), line.For(Sight.Of(who))))
            : TypedResults.Problem($"Delivery {id} is not known here, or no stage has reported on it yet.", statusCode: 404);
    }

    private static async Task<Results<Ok<ActivityAnswer>, ProblemHttpResult>> Activity(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ActivityFilter filter, int limit = 50, long before = long.MaxValue) =>
        limit is < 1 or > 1_000
            ? TypedResults.Problem("limit must be between 1 and 1000.", statusCode: 400)
            : TypedResults.Ok(new ActivityAnswer([.. (await dataSource.Activity(filter, limit, before)).Select(row => row.For(Sight.Of(who)))]));
}

/// <summary>One delivery.</summary>
/// <param name="Outcome">How it ended, each of its parts where it has several; null while one is under way.</param>
public sealed record DeliveryLine(long Delivery, string? Outcome, string? Email, TimeLinePerson? Person, string LastStage, IReadOnlyList<TimeLineEvent> Events)
{
    internal DeliveryLine(long delivery, string? outcome, TimeLine line)
        : this(delivery, outcome, line.Email, line.Person, line.LastStage, line.Events) => (Waits, Calls) = (line.Waits, line.Calls);

    /// <inheritdoc cref="TimeLine.Waits"/>
    public IReadOnlyList<TimeLineWait> Waits { get; init; } = [];

    /// <inheritdoc cref="TimeLine.Calls"/>
    public IReadOnlyList<CallRow> Calls { get; init; } = [];
}

public sealed record ActivityAnswer(IReadOnlyList<ActivityRow> Items);
