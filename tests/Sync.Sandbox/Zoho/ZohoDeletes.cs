using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>DELETE of records by their ids.</summary>
internal sealed class ZohoDeletes(ZohoState state, ZohoWrites writes, ZohoNotifier notifier, ZohoLimits limits)
{
    public void Many(Call call, ZohoModule module) => Run(
        call, module, (call.Query["ids"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public void One(Call call, ZohoModule module, string id) => Run(call, module, [id]);

    private void Run(Call call, ZohoModule module, IReadOnlyList<string> ids)
    {
        if (ids.Count > ZohoWrites.MostRecords)
        {
            ZohoWrites.TooMany().Answer(call);
        }
        else if (ids.Count == 0)
        {
            ZohoError.NoParameter("ids").Answer(call);
        }
        else if (limits.Admit(call, ZohoWrites.Credits(ids.Count), ids.Count > 10))
        {
            notifier.Muted = call.Query["wf_trigger"] == "false";
            RemoveAll(call, module, ids);
        }
    }

    private void RemoveAll(Call call, ZohoModule module, IReadOnlyList<string> ids)
    {
        var external = ZohoExternal.Read(call, state, module)?.OfRecord;
        call.Records = ids.Count;
        var failed = 0;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var text in ids)
        {
            var record = external is not null ? external.Index!.Oldest(text) : ZohoValues.TryId(text, out var id) ? module.Find(id) : null;
            if (record is not null)
            {
                notifier.Removed(record, ZohoUser.Sync);
                module.Remove(record, ZohoUser.Sync, state.Now);
                ZohoResult.WriteDeleted(json, record.IdText);
            }
            else
            {
                failed++;
                ZohoError.InvalidData("record not deleted", details => details.WriteString("id", text)).Write(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        call.Status = writes.Status(ids.Count, failed, 200);
    }
}
