using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Merges records into one. The others die for good; what pointed to them points to the one that is left.</summary>
internal sealed class ZohoMerge(ZohoState state, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int Credits = 50;
    private const int MostChildren = 2;

    public void Run(Call call, ZohoModule module, string masterId)
    {
        if (!limits.Admit(call, Credits))
        {
            return;
        }

        call.TryJson(out var root);
        var sent = root.Items("merge").FirstOrDefault();
        if (!ZohoValues.TryId(masterId, out var id) || module.Find(id) is not { Converted: null } master)
        {
            ZohoError.UnknownId(masterId).Answer(call);
        }
        else if (Refusal(module, master, sent) is { } error)
        {
            error.Answer(call);
        }
        else
        {
            MergeAll(master, sent);
            Answer(call, master);
        }
    }

    /// <summary>Merges one child in.</summary>
    /// <param name="taken">Fields of which the child's value is kept.</param>
    public void Merge(ZohoRecord master, ZohoRecord child, IEnumerable<ZohoField> taken, ZohoUser by)
    {
        var values = taken.Select(field => (Field: field, Value: child[field.Ordinal])).ToList();
        if (state.Switches.MergeTells.Value is "both" or "delete")
        {
            notifier.Removed(child, by);
        }

        // A value without duplicates can move only once its holder is gone.
        child.Module.Remove(child, by, state.Now, permanent: true);
        var changed = values.Where(each => ZohoModule.Set(master, each.Field, each.Value)).Select(each => each.Field.Name).ToList();
        PointTo(master, child);
        master.Touch(by, state.Now);
        if (state.Switches.MergeTells.Value is "both" or "update")
        {
            notifier.Updated(master, changed.Count > 0 ? changed : ["Modified_Time"]);
        }
    }

    private static ZohoError? Refusal(ZohoModule module, ZohoRecord master, JsonElement sent)
    {
        var children = sent.Items("data").ToList();
        if (children.Count is 0 or > MostChildren)
        {
            return children.Count == 0
                ? ZohoError.Missing("data", 0)
                : new ZohoError("LIMIT_EXCEEDED", "only two records can be merged at once") { Details = json => json.WriteNumber("limit", MostChildren) };
        }

        var bad = children.FirstOrDefault(child => Child(module, child) is not { Converted: null } found || found == master);
        return bad.ValueKind == JsonValueKind.Undefined ? null : ZohoError.UnknownId(bad.Text("id") ?? string.Empty);
    }

    private static ZohoRecord? Child(ZohoModule module, JsonElement sent) =>
        sent.Has("id", out var text) && ZohoValues.TryId(text, out var id) ? module.Find(id) : null;

    private void MergeAll(ZohoRecord master, JsonElement sent)
    {
        foreach (var each in sent.Items("data"))
        {
            var taken = each.Items("_fields").Select(field => master.Module.Field(field.Text("api_name") ?? "")).OfType<ZohoField>();
            Merge(master, Child(master.Module, each)!, taken.Where(field => !field.ReadOnly), ZohoUser.Sync);
        }
    }

    private void PointTo(ZohoRecord master, ZohoRecord child)
    {
        foreach (var module in state.Modules)
        {
            var lookups = module.Fields.Where(field => field is { Kind: ZohoKind.Lookup, ReadOnly: false }).ToList();
            foreach (var record in lookups.Count == 0 ? [] : module.Live)
            {
                foreach (var field in lookups.Where(field => record[field.Ordinal] == child))
                {
                    ZohoModule.Set(record, field, master);
                }
            }
        }
    }

    private static void Answer(Call call, ZohoRecord master)
    {
        call.Records = 1;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("merge");
        ZohoResult.WriteDone(call.Json, master.IdText, "The records have been merged successfully");
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }
}
