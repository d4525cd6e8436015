using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Many values of deal or account fields at once.</summary>
internal sealed class AcMetaBulk(AcState state, AcMetaKind kind, AcMetaSetter setter, AcMetaData data)
{
    /// <summary>All or nothing; refusals are plain texts.</summary>
    public void Create(Call call)
    {
        var items = Items(call);
        var errors = items.Select(item => setter.Refusal(item, out _, out _, out _)).OfType<string>().ToList();
        if (items.Count == 0 || errors.Count > 0)
        {
            call.Answer(items.Count == 0 ? 400 : 422, json => json.Texts("errors", items.Count == 0 ? ["No items were provided."] : errors));
            return;
        }

        items.ForEach(item => setter.Set(item, out _));
        call.Records = items.Count;
        call.Message(200, "The bulk insert was successful.");
    }

    public void Update(Call call)
    {
        var items = Items(call).Select(item => (Item: item, Value: data.Find(item.Int("id") ?? 0))).ToList();
        if (items.Count == 0 || items.Exists(each => each.Value is null))
        {
            call.Answer(400, json => json.WriteString("errors", "Bulk operation failed: an id is not valid."));
            return;
        }

        foreach (var (item, value) in items)
        {
            if (item.Has("fieldValue", out var raw) && AcMetaValues.TryRead(value!.Field, raw, out var texts))
            {
                (value.Texts, value.Updated) = (texts, state.Now);
            }
        }

        call.Records = items.Count;
        var name = kind == AcMetaKind.Deal ? "DealCustomFieldDatas" : "AccountCustomFieldDatas";
        call.Message(200, $"{name} with ID(s): {string.Join(", ", items.Select(each => each.Value!.Id.Text()))} successfully bulk updated.");
    }

    private static List<JsonElement> Items(Call call)
    {
        call.TryJson(out var root);
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [];
    }
}
