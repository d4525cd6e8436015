using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Lists and single records. Empty means 204 without a body.</summary>
internal sealed class ZohoReads(ZohoState state, ZohoJson recordJson, ZohoSelections selections, ZohoLimits limits)
{
    private readonly ZohoPages _pages = new(state);

    public void List(Call call, ZohoModule module)
    {
        var sorted = call.Query["sort_by"] is not null || call.Query["cvid"] is not null;
        if (!limits.Admit(call, sorted ? 3 : 1, sorted) || !selections.TryRead(call, module, out var fields))
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
            ZohoPageJson.Write(call, state, recordJson, fields, page);
        }
    }

    public void One(Call call, ZohoModule module, string named)
    {
        if (!limits.Admit(call, 1))
        {
            return;
        }

        var external = ZohoExternal.Read(call, state, module)?.OfRecord;
        if (external is null && !ZohoValues.TryId(named, out _))
        {
            ZohoError.UnknownId(named).Answer(call);
            return;
        }

        var record = external is not null ? external.Index!.Oldest(named)
            : ZohoValues.TryId(named, out var id) ? module.Find(id) : null;
        if (record is null)
        {
            call.Status = 204;
        }
        else if (!ZohoAnswers.IsKnown(call, state, record.Modified))
        {
            Write(call, module, record);
        }
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
        ZohoAnswers.WriteInfo(json, number, size, records.Count, more);
        json.WriteEndObject();
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

    private void Write(Call call, ZohoModule module, ZohoRecord record)
    {
        call.Records = 1;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray(ZohoNames.Data);
        recordJson.Write(call.Json, record, call.Query["fields"] is { } names ? selections.Of(module, names) : module.Fields);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }
}
