using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/{module}/deleted: what has gone, by whom and when.</summary>
internal sealed class ZohoDeletedList(ZohoState state, ZohoLimits limits)
{
    public void List(Call call, ZohoModule module)
    {
        if (!limits.Admit(call, 2))
        {
            return;
        }

        var (number, size) = ZohoAnswers.PageOf(call);
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
        cut.ForEach(each => Write(json, each));
        json.WriteEndArray();
        ZohoAnswers.WriteInfo(json, number, size, cut.Count, number * size < all.Count);
        json.WriteEndObject();
    }

    private long Since(Call call) => call.Header("If-Modified-Since") is { } text && state.Time.TryParse(text, out var at) ? at : 0;

    private void Write(Utf8JsonWriter json, DeletedRecord each)
    {
        json.WriteStartObject();
        WriteUser(json, "deleted_by", each.Permanent ? null : each.By);
        json.WriteString("id", each.Id.ToString(CultureInfo.InvariantCulture));
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
}
