using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>Lets a person or a vendor's automation do things: one object or an array, over one or several vendors, in order.</summary>
internal static class Acting
{
    public static void Act(Call call, JsonElement body, IVendor[] vendors)
    {
        var actions = body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : new List<JsonElement> { body };
        call.Json.WriteStartArray();
        for (var start = 0; start < actions.Count;)
        {
            var name = VendorName.Read(actions[start]);
            var run = actions.Skip(start).TakeWhile(action => VendorName.Read(action) == name).ToList();
            vendors.First(vendor => vendor.Name == name).Act(run, call.Json);
            start += run.Count;
        }

        call.Json.WriteEndArray();
    }
}
