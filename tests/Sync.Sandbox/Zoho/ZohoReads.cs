using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Lists and single records. Empty means 204 without a body.</summary>
internal sealed class ZohoReads(ZohoState state, ZohoJson recordJson, ZohoLimits limits)
{
    private const int MostFields = 50;
    private readonly ZohoPages _pages = new(state);
    private readonly Dictionary<(ZohoModule, string), ZohoField[]> _selections = [];

    public void List(Call call, ZohoModule module)
    {
        var sorted = call.Query["sort_by"] is not null || call.Query["cvid"] is not null;
        if (!limits.Admit(call, sorted ? 3 : 1, sorted) || !TryFields(call, module, out var fields))
        {
            return;
        }

        if (call.Query["ids"] is { } ids)
        {
            ByIds(call, module, fields, ids);
            return;
        }

        if (_pages.Cut(call, module) is { } page)
        {
            WritePage(call, fields, page);
        }
    }

    public void One(Call call, ZohoModule module, string idText)
    {
        if (!limits.Admit(call, 1))
        {
            return;
        }

        if (!ZohoValues.TryId(idText, out var id))
        {
            ZohoError.UnknownId(idText).Answer(call);
        }
        else if (module.Find(id) is { } record)
        {
            call.Records = 1;
            call.Json.WriteStartObject();
            call.Json.WriteStartArray(ZohoNames.Data);
            recordJson.Write(call.Json, record, call.Query["fields"] is { } names ? Select(module, names) : module.Fields);
            call.Json.WriteEndArray();
            call.Json.WriteEndObject();
        }
        else
        {
            call.Status = 204;
        }
    }

    public void Deleted(Call call, ZohoModule module)
    {
        if (!limits.Admit(call, 2))
        {
            return;
        }

        var (number, size) = PageOf(call);
        var since = Since(call);
        var type = call.Query["type"] ?? "all";
        var all = module.Deleted.Where(each => each.At >= since && (type == "all" || each.Permanent == (type == "permanent"))).ToList();
        var cut = all.Skip((number - 1) * size).Take(size).ToList();
        if (cut.Count == 0)
        {
            call.Status = since > 0 ? 304 : 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        cut.ForEach(each => WriteDeleted(json, each));
        json.WriteEndArray();
        WriteInfo(json, number, size, cut.Count, number * size < all.Count);
        json.WriteEndObject();
    }

    public void Count(Call call, ZohoModule module)
    {
        if (limits.Admit(call, 1))
        {
            call.Json.WriteStartObject();
            call.Json.WriteNumber("count", module.Live.Count(record => record.Converted is null));
            call.Json.WriteEndObject();
        }
    }

    /// <summary>Records of another module that point at this one.</summary>
    public void Related(Call call, ZohoModule parent, string idText, string list)
    {
        if (state.Module(list) is not { } module)
        {
            ZohoError.InvalidData("the relation name given seems to be invalid").Answer(call);
            return;
        }

        if (!limits.Admit(call, 1) || !TryFields(call, module, out var fields))
        {
            return;
        }

        var about = ZohoValues.TryId(idText, out var id) ? parent.Find(id) : null;
        var lookups = module.Fields.Where(field => field is { Type: "lookup", ReadOnly: false }).ToList();
        var found = about is null ? [] : module.Live.Where(record => lookups.Exists(field => record[field.Ordinal] == about)).ToList();
        var (number, size) = PageOf(call);
        WriteRecords(call, fields, [.. found.Skip((number - 1) * size).Take(size)], number, size, number * size < found.Count);
    }

    public void WriteRecords(Call call, IReadOnlyList<ZohoField> fields, IReadOnlyList<ZohoRecord> records, int number, int size, bool more)
    {
        call.Records = records.Count;
        if (records.Count == 0)
        {
            call.Status = 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var record in records)
        {
            recordJson.Write(json, record, fields);
        }

        json.WriteEndArray();
        WriteInfo(json, number, size, records.Count, more);
        json.WriteEndObject();
    }

    public static (int Number, int Size) PageOf(Call call) =>
        (Math.Max(1, call.Query.Number("page") ?? 1), Math.Clamp(call.Query.Number("per_page") ?? 200, 1, 200));

    /// <summary>Unknown names are left out in silence.</summary>
    public ZohoField[] Select(ZohoModule module, string names)
    {
        if (!_selections.TryGetValue((module, names), out var fields))
        {
            if (_selections.Count > 500)
            {
                _selections.Clear();
            }

            fields = [.. names.Split(',').Select(name => module.Field(name.Trim())).OfType<ZohoField>().Distinct()];
            _selections[(module, names)] = fields;
        }

        return fields;
    }

    public void FieldsChanged() => _selections.Clear();

    private bool TryFields(Call call, ZohoModule module, out ZohoField[] fields)
    {
        fields = [];
        if (call.Query["fields"] is not { Length: > 0 } names)
        {
            new ZohoError("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing")
            {
                Details = json => json.WriteString("param_name", "fields"),
            }.Answer(call);
            return false;
        }

        fields = Select(module, names);
        if (fields.Length > MostFields)
        {
            new ZohoError("LIMIT_EXCEEDED", "too many fields") { Details = json => json.WriteNumber("limit", MostFields) }.Answer(call);
            return false;
        }

        return true;
    }

    private void ByIds(Call call, ZohoModule module, ZohoField[] fields, string ids)
    {
        var found = ids.Split(',').Take(101).Select(text => ZohoValues.TryId(text.Trim(), out var id) ? module.Find(id) : null)
            .OfType<ZohoRecord>().ToList();
        if (found.Count > 100)
        {
            new ZohoError("LIMIT_EXCEEDED", "too many ids") { Details = json => json.WriteNumber("limit", 100) }.Answer(call);
            return;
        }

        WriteRecords(call, fields, found, 1, 200, false);
    }

    private void WritePage(Call call, ZohoField[] fields, ZohoPage page)
    {
        call.Records = page.Records.Count;
        if (page.Records.Count == 0)
        {
            call.Status = call.Header("If-Modified-Since") is null ? 204 : 304;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var record in page.Records)
        {
            recordJson.Write(json, record, fields);
        }

        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("per_page", page.Size);
        json.WriteString("next_page_token", page.NextToken);
        json.WriteNumber("count", page.Records.Count);
        json.WriteString("sort_by", page.SortBy);
        json.WriteNumber("page", page.Number);
        json.WriteNull("previous_page_token");
        json.WriteString("page_token_expiry", page.NextToken is null ? null : state.Time.Iso(page.TokenExpiry));
        json.WriteString("sort_order", page.SortOrder);
        json.WriteBoolean("more_records", page.NextToken is not null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private long Since(Call call) => call.Header("If-Modified-Since") is { } text && state.Time.TryParse(text, out var at) ? at : 0;

    private void WriteDeleted(Utf8JsonWriter json, DeletedRecord each)
    {
        json.WriteStartObject();
        WriteUser(json, "deleted_by", each.Permanent ? null : each.By);
        json.WriteString("id", each.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("display_name", each.Name);
        json.WriteString("type", each.Permanent ? "permanent" : "recycle");
        WriteUser(json, "created_by", each.Permanent ? null : each.CreatedBy);
        json.WriteString("deleted_time", state.Time.Iso(each.At));
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, string name, ZohoUser? user)
    {
        json.WritePropertyName(name);
        if (user is null)
        {
            json.WriteNullValue();
        }
        else
        {
            user.WriteShort(json);
        }
    }

    private static void WriteInfo(Utf8JsonWriter json, int number, int size, int count, bool more)
    {
        json.WriteStartObject("info");
        json.WriteNumber("per_page", size);
        json.WriteNumber("count", count);
        json.WriteNumber("page", number);
        json.WriteBoolean("more_records", more);
        json.WriteEndObject();
    }
}
