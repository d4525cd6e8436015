using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Tags of records; Zoho makes those that do not exist. Source: "Add Tags" and "Remove Tags".</summary>
internal sealed class ZohoTagging(ZohoClient client)
{
    private const int LongestName = 25;

    /// <summary>One outcome per record, in order.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Set(Operation.SetTag what, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var name = what.Tag.Trim();
        if (name.Length is 0 or > LongestName || ZohoNames.Module(what.Module) is null)
        {
            var mistake = Outcome.Refused(
                FailureClasses.Validation, "INVALID_DATA",
                $"A tag of Zoho has 1 to {LongestName} characters; '{name}' has {name.Length}.", "Tag");
            return [.. recordIds.Select(_ => mistake)];
        }

        var ids = recordIds.Select(ZohoNames.RecordId).OfType<string>().Distinct().ToList();
        var settled = ids.Count == 0 ? [] : await Send(what, name, ids, ct);
        return [.. recordIds.Select(id => settled.GetValueOrDefault(ZohoNames.RecordId(id) ?? "")
            ?? Outcome.Refused(FailureClasses.NotFound, "INVALID_ID", $"'{Http.VendorReply.Shorten(id)}' cannot be the id of a record."))];
    }

    private async Task<Dictionary<string, WriteOutcome>> Send(Operation.SetTag what, string name, List<string> ids, CancellationToken ct)
    {
        var path = $"{Uri.EscapeDataString(what.Module)}/actions/{(what.Present ? "add_tags" : "remove_tags")}";
        var sent = await client.Write(HttpMethod.Post, path, JsonBody.Of(json =>
        {
            json.WriteStartArray("tags");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("ids");
            ids.ForEach(id => json.WriteStringValue(id));
            json.WriteEndArray();
            if (what.Present)
            {
                json.WriteBoolean("over_write", false);
            }
        }), ct);
        var (outcomes, fault) = ZohoOutcome.OfAll(sent, what.Module, ids);
        return ids.Select((id, i) => (id, Outcome: outcomes?[i] ?? Outcome.Refused(fault!)))
            .ToDictionary(each => each.id, each => each.Outcome);
    }
}
