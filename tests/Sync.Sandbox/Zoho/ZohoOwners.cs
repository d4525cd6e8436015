using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>change_owner: gives records, and what is related to them, to another active user.</summary>
internal sealed class ZohoOwners(ZohoState state, ZohoWrites writes, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int MostRecords = 500;

    public void Change(Call call, ZohoModule module, string? id)
    {
        call.TryJson(out var root);
        List<string> ids = id is null ? [.. root.Items("ids").Select(JsonRead.AsText)] : [id];
        var owner = root.Has("owner", out var sent) && sent.Has("id", out var text) && ZohoValues.TryId(text, out var known) ? ZohoUser.Find(known) : null;
        if (ids.Count is 0 or > MostRecords)
        {
            (ids.Count == 0 ? ZohoError.Missing("ids", 0) : ZohoWrites.TooMany()).Answer(call);
        }
        else if (owner is null || !state.IsActive(owner))
        {
            ZohoError.InvalidData("the id given seems to be invalid", json => json.WriteString("api_name", "owner")).Answer(call);
        }
        else if (limits.Admit(call, ZohoWrites.Credits(ids.Count)))
        {
            GiveAll(call, module, ids, owner, [.. root.Items("related_modules").Select(each => state.Module(each.Text("api_name") ?? "")).OfType<ZohoModule>()]);
        }
    }

    private void GiveAll(Call call, ZohoModule module, List<string> ids, ZohoUser owner, List<ZohoModule> related)
    {
        var failed = 0;
        call.Records = ids.Count;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray(ZohoNames.Data);
        foreach (var text in ids)
        {
            if (ZohoValues.TryId(text, out var id) && module.Find(id) is { Converted: null } record)
            {
                Give(record, owner);
                Related(record, related).ForEach(each => Give(each, owner));
                ZohoResult.WriteDone(call.Json, record.IdText, "owner is successfully updated");
            }
            else
            {
                failed++;
                ZohoError.UnknownId(text).Write(call.Json);
            }
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        call.Status = writes.Status(ids.Count, failed, 200);
    }

    private void Give(ZohoRecord record, ZohoUser owner)
    {
        if (ZohoModule.Set(record, record.Module.Owner, owner))
        {
            record.Touch(ZohoUser.Sync, state.Now);
            notifier.Updated(record, ["Owner"]);
        }
    }

    private static List<ZohoRecord> Related(ZohoRecord record, List<ZohoModule> modules) =>
        [.. from module in modules
            from each in module.Live
            where module.Fields.Exists(field => field is { Kind: ZohoKind.Lookup, ReadOnly: false } && each[field.Ordinal] == record)
            select each];
}
