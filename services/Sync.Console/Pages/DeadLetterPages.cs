using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;
using Sync.Console.Patches;
using Sync.Policy;

namespace Sync.Console.Pages;

/// <summary>Dead letters: by group, by search, and one by one.</summary>
internal static class DeadLetterPages
{
    private const int MostGroups = 200;
    private const int NewestOfGroup = 20;

    public static void MapDeadLetterPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/dead-letters", List);
        pages.MapGet("/dead-letters/groups/{id:long}", Group);
        pages.MapGet("/dead-letters/{id:long}", Letter);
    }

    private static async Task<IResult> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, DeadLetterForm form, long? before = null, int? archived = null, int? reopened = null)
    {
        if (form.Wrong is { } why)
        {
            return PageResults.Wrong(why);
        }

        var (sight, filter) = (Sight.Of(who), form.Filter);
        var page = await dataSource.Page(filter, DeadLettersPage.Limit, before ?? long.MaxValue);
        return PageResults.Page<DeadLettersPage>(new
        {
            Groups = (IReadOnlyList<DeadLetterGroup>)[.. (await dataSource.OpenGroups(MostGroups)).Select(group => group.For(sight))],
            Filter = filter,
            Page = page with { Items = [.. page.Items.Select(row => row.For(sight))] },
            Before = before,
            CanAct = !sight.IsMasked,
            Notice = archived is { } aside ? $"{aside} archived." : reopened is { } again ? $"{again} open again." : null,
        });
    }

    private static async Task<IResult> Group(NpgsqlDataSource dataSource, SyncPolicy policy, ClaimsPrincipal who, long id)
    {
        if (await dataSource.FindGroup(id) is not { } group)
        {
            return PageResults.NotThere($"There is no group {id}.");
        }

        var sight = Sight.Of(who);
        var patch = await dataSource.PatchOfGroup(id);
        var newest = await dataSource.Page(new DeadLetterFilter { Group = id }, NewestOfGroup, long.MaxValue);
        return PageResults.Page<GroupPage>(new
        {
            Group = group.For(sight),
            Details = (IReadOnlyList<DeadLetterDetail>)[.. newest.Items.Select(row => DeadLetterDetail.Of(row, patch, sight))],
            Patch = patch is null || sight.IsMasked ? null : PatchNow.Of(patch),
            CanAct = !sight.IsMasked,
            Fields = FieldPatching.Names(policy),
            Blamed = FieldPatching.NameOf(group.Field, policy),
        });
    }

    private static async Task<IResult> Letter(NpgsqlDataSource dataSource, SyncPolicy policy, ClaimsPrincipal who, long id) =>
        await dataSource.FindDeadLetter(id) is { } row
            ? PageResults.Page<LetterPage>(new
            {
                Detail = DeadLetterDetail.Of(row, await dataSource.PatchOf(id, row.GroupId), Sight.Of(who)),
                CanAct = !Sight.Of(who).IsMasked,
                Fields = FieldPatching.Names(policy),
                Blamed = FieldPatching.NameOf(row.Field, policy),
            })
            : PageResults.NotThere($"There is no dead letter {id}.");
}
