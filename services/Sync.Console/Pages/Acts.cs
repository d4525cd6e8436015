using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Npgsql;
using Sync.Console.DeadLetters;
using Sync.Console.Patches;
using Sync.Console.Plans;
using Sync.Console.Replays;
using Sync.Policy;

namespace Sync.Console.Pages;

/// <summary>What operators do on the pages. Each ends at the page that shows what came of it.</summary>
internal static class Acts
{
    public static void MapActs(this RouteGroupBuilder operators)
    {
        operators.MapPost("/replays", Replay);
        operators.MapPost("/replays/{id:int}/cancel", Cancel);
        operators.MapPost("/plans", Plan);
        operators.MapPost("/dead-letters/archive", PutAside);
        operators.MapPost("/dead-letters/reopen", TakeOut);
        operators.MapPost("/dead-letters/{id:long}/patch", CorrectOne);
        operators.MapPost("/dead-letters/{id:long}/patch/undo", UndoOne);
        operators.MapPost("/dead-letters/groups/{id:long}/patch", CorrectGroup);
        operators.MapPost("/dead-letters/groups/{id:long}/patch/undo", UndoGroup);
    }

    private static async Task<IResult> Replay(Replaying replaying, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        var chosen = Chosen(form);
        var request = new ReplayRequest
        {
            DeadLetterIds = chosen.DeadLetterIds, Group = chosen.Group, Filter = chosen.Filter, All = chosen.All,
            Ramp = form["ramp"] == "true", PerSecond = Number(form["perSecond"]), StopAt = Number(form["stopAt"]),
        };
        return request.RefuseAll() is { } why ? PageResults.Wrong(why)
            : await replaying.Begin(request, who, ct) is { } replay ? PageResults.Then($"/replays/{replay.Id}")
            : PageResults.Wrong(ReplayEndpoints.NothingToReplay, 409);
    }

    private static async Task<IResult> Cancel(Replaying replaying, int id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        _ = form;
        return await replaying.Cancel(id, who, ct) is Cancelling.Unknown ? PageResults.NotThere($"There is no replay {id}.") : PageResults.Then($"/replays/{id}");
    }

    private static async Task<IResult> Plan(Planning planning, IFormCollection form, CancellationToken ct) =>
        Chosen(form) is var chosen && chosen.Refuse() is { } why ? PageResults.Wrong(why)
        : await planning.Begin(chosen, ct) is { } id ? PageResults.Then($"/plans/{id}")
        : PageResults.Wrong("None of these is open.", 409);

    private static async Task<IResult> PutAside(Archive archive, IFormCollection form, ClaimsPrincipal who, CancellationToken ct) =>
        Chosen(form) is var chosen && chosen.Refuse() is { } why
            ? PageResults.Wrong(why)
            : PageResults.Then($"/dead-letters?archived={await archive.PutAside(chosen, who, ct)}");

    private static async Task<IResult> TakeOut(Archive archive, IFormCollection form, ClaimsPrincipal who, CancellationToken ct) =>
        Chosen(form).DeadLetterIds is { } ids
            ? PageResults.Then($"/dead-letters?reopened={await archive.TakeOut(ids, who, ct)}")
            : PageResults.Wrong("Nothing was chosen.");

    private static async Task<IResult> CorrectOne(
        NpgsqlDataSource dataSource, Patching patching, SyncPolicy policy, long id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await dataSource.FindDeadLetter(id) is not { } row)
        {
            return PageResults.NotThere($"There is no dead letter {id}.");
        }

        var operations = Operations(form);
        if ((operations is null ? "That is no JSON patch." : FieldPatching.Refuse(operations, policy) ?? FieldPatching.RefuseFor(row, operations)) is { } why)
        {
            return PageResults.Wrong(why);
        }

        await patching.Set(PatchPlace.OfLetter(id), operations!, who, ct);
        return PageResults.Then($"/dead-letters/{id}");
    }

    private static async Task<IResult> CorrectGroup(
        NpgsqlDataSource dataSource, Patching patching, SyncPolicy policy, long id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await dataSource.FindGroup(id) is null)
        {
            return PageResults.NotThere($"There is no group {id}.");
        }

        var operations = Operations(form);
        if ((operations is null ? "That is no JSON patch." : FieldPatching.Refuse(operations, policy)) is { } why)
        {
            return PageResults.Wrong(why);
        }

        await patching.Set(PatchPlace.OfGroup(id), operations!, who, ct);
        return PageResults.Then($"/dead-letters/groups/{id}");
    }

    private static async Task<IResult> UndoOne(Patching patching, long id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        _ = form;
        await patching.Undo(PatchPlace.OfLetter(id), who, ct);
        return PageResults.Then($"/dead-letters/{id}");
    }

    private static async Task<IResult> UndoGroup(Patching patching, long id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        _ = form;
        await patching.Undo(PatchPlace.OfGroup(id), who, ct);
        return PageResults.Then($"/dead-letters/groups/{id}");
    }

    private static Selection Chosen(IFormCollection form)
    {
        var ids = form["deadLetterId"].Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0).ToList();
        var filter = DeadLetterForm.Read(name => form[name]).Filter;
        var isGroup = ids.Count == 0 && filter.Group is not null && (filter with { Group = null }).IsEmpty;
        return new Selection
        {
            DeadLetterIds = ids.Count > 0 ? ids : null, Group = isGroup ? filter.Group : null, All = form["all"] == "true",
            Filter = isGroup || ids.Count > 0 || filter.IsEmpty ? null : filter,
        };
    }

    // The short form names one field; the long one is a JSON patch. An empty value empties the field.
    private static List<PatchOperation>? Operations(IFormCollection form)
    {
        if (form["operations"].ToString() is { Length: > 0 } text)
        {
            try
            {
                return JsonSerializer.Deserialize<List<PatchOperation>>(text);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var value = form["value"].ToString();
        return [new PatchOperation { Op = "add", Path = $"/{form["name"]}", Value = value.Length == 0 ? null : JsonSerializer.SerializeToElement(value) }];
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
