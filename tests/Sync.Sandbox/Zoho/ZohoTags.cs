using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>add_tags and remove_tags. Tags are made on the fly; at most ten stay on a record.</summary>
internal sealed class ZohoTags(ZohoState state, ZohoJson recordJson, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int MostOnRecord = 10;
    private const int LongestName = 25;
    private const int MostRecords = 500;

    public void Change(Call call, ZohoModule module, string? id, bool add)
    {
        call.TryJson(out var root);
        List<string> ids = id is null ? [.. root.Items("ids").Select(JsonRead.AsText)] : [id];
        var names = root.Items("tags").Select(tag => tag.Text("name") ?? string.Empty).ToList();
        call.Records = ids.Count;
        if (names.Count == 0 || ids.Count == 0)
        {
            ZohoError.Missing(names.Count == 0 ? "tags" : "ids", 0).Answer(call);
        }
        else if (names.Exists(name => name.Length is 0 or > LongestName) || ids.Count > MostRecords)
        {
            ZohoError.InvalidData(details: json => json.WriteNumber("maximum_length", ids.Count > MostRecords ? MostRecords : LongestName))
                .Answer(call);
        }
        else if (limits.Admit(call, (ids.Count + 49) / 50))
        {
            var replace = root.Has("over_write", out var over) && over.ValueKind == JsonValueKind.True;
            Answer(call, module, ids, record => Apply(record, names, add, replace, ZohoUser.Sync));
        }
    }

    /// <returns>False when the record would hold too many.</returns>
    public bool Apply(ZohoRecord record, IReadOnlyList<string> names, bool add, bool replace, ZohoUser by)
    {
        var before = replace ? [] : record.Tags;
        List<string> after = add
            ? [.. before.Union(names, StringComparer.OrdinalIgnoreCase)]
            : [.. before.Except(names, StringComparer.OrdinalIgnoreCase)];
        if (after.Count > MostOnRecord)
        {
            return false;
        }

        var changed = !after.SequenceEqual(record.Tags);
        record.Touch(by, state.Now);
        record.Tags = after;
        notifier.Updated(record, changed ? ["Tag"] : []);
        return true;
    }

    public void List(Call call, IEnumerable<ZohoModule> modules)
    {
        var names = modules.SelectMany(module => module.Live).SelectMany(record => record.Tags).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count == 0)
        {
            call.Status = 204;
            return;
        }

        call.Json.WriteStartObject();
        call.Json.WritePropertyName("tags");
        recordJson.WriteTags(call.Json, names);
        call.Json.WriteEndObject();
    }

    private void Answer(Call call, ZohoModule module, List<string> ids, Func<ZohoRecord, bool> apply)
    {
        var json = call.Json;
        var done = 0;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var text in ids)
        {
            if (!ZohoValues.TryId(text, out var id) || module.Find(id) is not { } record)
            {
                ZohoError.UnknownId(text).Write(json);
            }
            else if (!apply(record))
            {
                new ZohoError("LIMIT_EXCEEDED", "tag limit exceeded") { Details = each => each.WriteNumber("limit", MostOnRecord) }.Write(json);
            }
            else
            {
                done++;
                WriteDone(json, record);
            }
        }

        json.WriteEndArray();
        json.WriteString("success_count", done.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("locked_count", "0");
        json.WriteEndObject();
        call.Status = done == ids.Count ? 200 : done > 0 ? 207 : 400;
    }

    private void WriteDone(Utf8JsonWriter json, ZohoRecord record)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.Id, record.IdText);
        json.WritePropertyName("tags");
        recordJson.WriteTags(json, record.Tags);
        json.WriteEndObject();
        json.WriteString("message", "tags updated successfully");
        json.WriteString("status", "success");
        json.WriteEndObject();
    }
}
