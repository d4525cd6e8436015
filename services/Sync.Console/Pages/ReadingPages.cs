using System.Globalization;
using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;
using Sync.Console.Journal;
using Sync.Console.Overview;
using Sync.Console.Pauses;
using Sync.Console.Plans;
using Sync.Console.Replays;
using Sync.Policy;

namespace Sync.Console.Pages;

/// <summary>Pages that only show.</summary>
internal static class ReadingPages
{
    public static void MapReadingPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/", Overview);
        pages.MapGet("/activity", Activity);
        pages.MapGet("/person", Person);
        pages.MapGet("/replays", Replays);
        pages.MapGet("/replays/{id:int}", Replay);
        pages.MapGet("/plans/{id:guid}", Plan).PermitPage(Roles.Operator);
        pages.MapGet("/connections", Connections);
        pages.MapGet("/configuration", (SyncPolicy policy) => PageResults.Page<ConfigurationPage>(new { Policy = policy }));
    }

    private static async Task<IResult> Overview(OverviewModels models, CancellationToken ct) =>
        PageResults.Page<OverviewPage>(new { Model = await models.Read(ct) });

    private static async Task<IResult> Connections(
        NpgsqlDataSource dataSource, OverviewModels models, OverviewReader overview, ClaimsPrincipal who, CancellationToken ct, string? changed = null) =>
        PageResults.Page<ConnectionsPage>(new
        {
            Connections = await models.Connections(await overview.Read(ct)), Pauses = await dataSource.StandingPauses(), CanAct = !Sight.Of(who).IsMasked,
            Notice = Given.Text(changed) is { } name ? $"{name}: the lane hears of it within a second." : null,
        });

    private static async Task<IResult> Activity(
        NpgsqlDataSource dataSource, SyncPolicy policy, ClaimsPrincipal who, [AsParameters] ActivityFilter filter, long? before = null)
    {
        var sight = Sight.Of(who);
        var rows = await dataSource.Activity(filter, ActivityPage.Limit, before ?? long.MaxValue);
        return PageResults.Page<ActivityPage>(new
        {
            Filter = filter, Rows = (IReadOnlyList<ActivityRow>)[.. rows.Select(row => row.For(sight))], Connections = policy.Connections.Keys,
            Before = before, sight.IsMasked,
        });
    }

    private static async Task<IResult> Person(
        NpgsqlDataSource dataSource, Explaining explaining, ClaimsPrincipal who, string? email = null, string? record = null, string? delivery = null)
    {
        email = Given.Text(email);
        record = Given.Text(record);
        delivery = Given.Text(delivery);
        var (line, why) = (email, record, delivery) switch
        {
            (null, null, null) => (null, null),
            (null, null, { } number) => await OfDelivery(dataSource, explaining, number),
            _ => await explaining.Of(email, email is null ? record : null) switch
            {
                Explained.Line found => (found.TimeLine, null),
                Explained.Unknown unknown => (null, unknown.Why),
                _ => (null, "That is not one email address."),
            },
        };
        return PageResults.Page<PersonPage>(
            new { Email = email, Record = record, Delivery = delivery, Line = line?.For(Sight.Of(who)), Why = why, CanAct = !Sight.Of(who).IsMasked }, line is null && why is not null ? 404 : 200);
    }

    private static async Task<(TimeLine? Line, string? Why)> OfDelivery(NpgsqlDataSource dataSource, Explaining explaining, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && await explaining.Line(await dataSource.OfDelivery(id)) is { } line
            ? (line, null)
            : (null, $"Delivery {number} is not known here, or no stage has reported on it yet.");

    private static async Task<IResult> Replays(NpgsqlDataSource dataSource) =>
        PageResults.Page<ReplaysPage>(new { Replays = (IReadOnlyList<ReplayProgress>)[.. (await dataSource.NewestReplays(50)).Select(ReplayProgress.Of)] });

    private static async Task<IResult> Replay(NpgsqlDataSource dataSource, ClaimsPrincipal who, int id)
    {
        if (await dataSource.FindReplay(id) is not { } replay)
        {
            return PageResults.NotThere($"There is no replay {id}.");
        }

        var letters = await dataSource.NotThrough(id, DeadLettersPage.Limit);
        return PageResults.Page<ReplayPage>(new
        {
            Replay = ReplayProgress.Of(replay), Letters = (IReadOnlyList<DeadLetterRow>)[.. letters.Select(row => row.For(Sight.Of(who)))],
            CanAct = !Sight.Of(who).IsMasked,
        });
    }

    private static async Task<IResult> Plan(NpgsqlDataSource dataSource, Guid id) => await dataSource.FindPlan(id) is { } plan
        ? PageResults.Page<PlanPage>(new { Plan = plan })
        : PageResults.NotThere("There is no such dry run, or it was asked for more than a day ago.");
}
