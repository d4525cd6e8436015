using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What most endpoints do alike.</summary>
internal static class AcCalls
{
    /// <summary>The object that a body holds under its one name; answers the call when it is not there.</summary>
    public static bool TryMember(this Call call, string name, out JsonElement sent)
    {
        sent = default;
        if (!call.TryJson(out var root) && call.Body.Length > 0)
        {
            call.Nothing(400);
            return false;
        }

        if (root.Has(name, out sent) && sent.ValueKind == JsonValueKind.Object)
        {
            call.Records = 1;
            return true;
        }

        call.MissingAttribute(name);
        return false;
    }

    /// <summary>An empty object, which stands for a success without words as well as for a refusal without any.</summary>
    public static void Nothing(this Call call, int status = 200)
    {
        var json = call.Restart(status);
        json.WriteStartObject();
        json.WriteEndObject();
    }

    /// <summary>An answer of one object, made of these members.</summary>
    public static void Answer(this Call call, int status, Action<Utf8JsonWriter> members)
    {
        call.Status = status;
        call.Json.WriteStartObject();
        members(call.Json);
        call.Json.WriteEndObject();
    }

    /// <summary>One page of a list and its total.</summary>
    public static void Page<T>(this Call call, string name, IReadOnlyList<T> all, Action<T> write, bool totalIsNumber = false, int usual = 20)
    {
        var cut = AcPage.Of(call, usual).Cut(all);
        call.Records = cut.Count;
        call.Answer(200, json =>
        {
            json.Each(name, cut, write);
            Action<int> meta = totalIsNumber ? json.NumberMeta : json.TotalMeta;
            meta(all.Count);
        });
    }
}
