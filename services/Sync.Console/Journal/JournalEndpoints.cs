using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Policy;

namespace Sync.Console.Journal;

/// <summary>What happened to a person, or to a delivery.</summary>
internal static class JournalEndpoints
{
    /// <summary>Facts shown at the most; a person with more is shown with the newest.</summary>
    private const int Most = 1_000;

    public static void MapJournal(this RouteGroupBuilder api)
    {
        api.MapGet("/explain", Explain).WithSummary("What happened to a person, by email address");
        api.MapGet("/deliveries/{id:long}", Delivery).WithSummary("What happened to one delivery");
    }

    private static async Task<Results<Ok<TimeLine>, ProblemHttpResult>> Explain(NpgsqlDataSource dataSource, string? email)
    {
        if (EmailAddress.Normalise(email) is not { } address)
        {
            return TypedResults.Problem("Give one email address, e.g. /api/explain?email=ada@example.test.", statusCode: 400);
        }

        return TimeLine.From(await dataSource.OfEmail(address, Most)) is { } line
            ? TypedResults.Ok(line)
            : TypedResults.Problem($"Nothing is known of {address}: no delivery that was matched carried this address.", statusCode: 404);
    }

    private static async Task<Results<Ok<DeliveryLine>, ProblemHttpResult>> Delivery(NpgsqlDataSource dataSource, long id)
    {
        var facts = await dataSource.OfDelivery(id);
        return TimeLine.From(facts) is { } line
            ? TypedResults.Ok(new DeliveryLine(id, DeliveryEnd.Of(facts), line))
            : TypedResults.Problem($"Delivery {id} is not known here, or no stage has reported on it yet.", statusCode: 404);
    }
}

/// <summary>One delivery.</summary>
/// <param name="Outcome">How it ended, each of its parts where it has several; null while one is under way.</param>
public sealed record DeliveryLine(long Delivery, string? Outcome, string? Email, TimeLinePerson? Person, string LastStage, IReadOnlyList<TimeLineEvent> Events)
{
    internal DeliveryLine(long delivery, string? outcome, TimeLine line)
        : this(delivery, outcome, line.Email, line.Person, line.LastStage, line.Events)
    {
    }
}
