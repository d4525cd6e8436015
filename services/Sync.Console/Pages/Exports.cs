using System.Security.Claims;
using System.Text;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;
using Sync.Console.Journal;

namespace Sync.Console.Pages;

/// <summary>Tables for spreadsheets.</summary>
internal static class Exports
{
    private const int Most = 10_000;

    public static void MapExports(this RouteGroupBuilder pages)
    {
        pages.MapGet("/dead-letters.csv", DeadLetters);
        pages.MapGet("/activity.csv", Activity);
    }

    private static async Task<IResult> DeadLetters(NpgsqlDataSource dataSource, ClaimsPrincipal who, DeadLetterForm form)
    {
        var page = await dataSource.Page(form.Filter, Most, long.MaxValue);
        return File("dead-letters.csv", Csv.Of(
            ["id", "at", "stage", "class", "code", "field", "connection", "email", "delivery", "state", "reason"],
            page.Items.Select(row => row.For(Sight.Of(who))).Select(row => (object?[])
                [row.Id, row.At, row.Stage, row.Class, row.Code, row.Field, row.Connection, row.Email, row.DeliveryId, row.State, row.Reason])));
    }

    private static async Task<IResult> Activity(NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ActivityFilter filter)
    {
        var rows = await dataSource.Activity(filter, Most, long.MaxValue);
        return File("activity.csv", Csv.Of(
            ["at", "stage", "outcome", "from", "to", "kind", "email", "module", "record", "delivery", "detail"],
            rows.Select(row => row.For(Sight.Of(who))).Select(row => (object?[])
                [row.At, row.Stage, row.Outcome, row.Source, row.Target, row.Kind, row.Email, row.Module, row.RecordId, row.DeliveryId, row.Detail])));
    }

    private static IResult File(string name, string text) => TypedResults.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", name);
}
