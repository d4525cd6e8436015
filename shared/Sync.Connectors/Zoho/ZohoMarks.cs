using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Finds what an earlier call may have made. By a field of its own the mark is asked for; in a text of several lines Zoho cannot
/// search, so the records that the same person, account or deal has are looked through, newest first.</summary>
internal sealed class ZohoMarks(ZohoClient client)
{
    private const int MostPages = 5;

    // Lists cut long texts, and the mark stands at their end.
    private const int MayBeCut = 450;

    /// <summary>Null and no fault if nobody has made it.</summary>
    public async Task<(string? Id, VendorFault? Fault)> Find(ZohoDraft draft, CancellationToken ct)
    {
        if (draft.Mark is not { MayExist: true } mark)
        {
            return (null, null);
        }

        if (mark.Field is { } field)
        {
            return ZohoNames.IsField(field)
                ? await Asked(draft, field, mark.Text, row => row.Member(field).Text() == mark.Text, ct)
                : (null, new VendorFault(FailureClasses.Validation, "INVALID_FIELD", $"'{field}' cannot be a field.") { Field = field });
        }

        var (id, fault) = draft.About is { } about ? await Listed(draft, about, mark, ct) : (null, NotListed);

        // A list that the layout hides is refused.
        return fault?.Class is FailureClasses.Validation or FailureClasses.NotFound
            && draft.Module != "Notes" && draft.Fields.GetValueOrDefault(draft.NameField) is { Length: > 0 } name
                ? await Asked(draft, draft.NameField, name, row => Carries(row, draft, mark), ct)
                : (id, ReferenceEquals(fault, NotListed) ? null : fault);
    }

    private static readonly VendorFault NotListed = new(FailureClasses.NotFound, "NOT_LISTED", "");

    private async Task<(string? Id, VendorFault? Fault)> Asked(
        ZohoDraft draft, string field, string value, Func<JsonElement, bool> fits, CancellationToken ct)
    {
        var columns = draft.Mark!.Field is null ? $"id, {draft.TextField}" : $"id, {field}";
        var query = $"select {columns} from {draft.Module} where ({field} = {ZohoCoql.Quote(value)}) "
            + $"order by id desc limit 0, {ZohoCoql.PageSize}";
        var read = ZohoRows.Of(await client.Query("coql", JsonBody.Of(json => json.WriteString("select_query", query)), ct));
        return read.TryGet(out var rows, out var fault)
            ? (rows.Items.Where(fits).Select(row => row.Member("id").Text()).FirstOrDefault(), null)
            : (null, fault);
    }

    private async Task<(string? Id, VendorFault? Fault)> Listed(ZohoDraft draft, RecordLink about, Mark mark, CancellationToken ct)
    {
        var path = $"{Uri.EscapeDataString(about.Module)}/{Uri.EscapeDataString(about.RecordId)}/{draft.Module}"
            + $"?fields={draft.TextField}&per_page=200";
        for (var page = 1; page <= MostPages; page++)
        {
            var read = ZohoRows.Of(await client.Get($"{path}&page={page}", ct), draft.Module);
            if (!read.TryGet(out var rows, out var fault))
            {
                return (null, fault);
            }

            foreach (var row in rows.Items)
            {
                var (carries, unread) = await Carries(row, draft, mark, ct);
                if (carries || unread is not null)
                {
                    return (row.Member("id").Text(), unread);
                }
            }

            if (!rows.More)
            {
                break;
            }
        }

        return (null, null);
    }

    private async Task<(bool Carries, VendorFault? Fault)> Carries(JsonElement row, ZohoDraft draft, Mark mark, CancellationToken ct)
    {
        if (Carries(row, draft, mark) || row.Member(draft.TextField).Text() is not { Length: >= MayBeCut }
            || row.Member("id").Text() is not { } id)
        {
            return (Carries(row, draft, mark), null);
        }

        var read = ZohoRows.Of(await client.Get($"{draft.Module}/{Uri.EscapeDataString(id)}?fields={draft.TextField}", ct), draft.Module);
        return read.TryGet(out var whole, out var fault) ? (whole.Items.Any(each => Carries(each, draft, mark)), null) : (false, fault);
    }

    private static bool Carries(JsonElement row, ZohoDraft draft, Mark mark) =>
        row.Member(draft.TextField).Text()?.Contains(mark.Line, StringComparison.Ordinal) is true;
}
