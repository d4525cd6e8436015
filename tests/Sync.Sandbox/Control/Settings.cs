using System.Text.Json;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>Faults, limits and the misbehaviour of deliveries, each taken as one object or an array of them.</summary>
internal sealed class Settings(IVendor[] vendors, FaultPlan faults, WebhookSender sender, TimeProvider clock)
{
    public void AddFaults(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            faults.Add(FaultReader.Read(json, clock.GetUtcNow()));
        }
    }

    public void Limits(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            var vendor = Find(json);
            vendor.SetLimits(json);
            if (json.Double("latencyMs") is { } latency)
            {
                vendor.Traffic.Latency = TimeSpan.FromMilliseconds(latency);
            }
        }
    }

    public void Switches(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            Find(json).SetSwitches(json);
        }
    }

    public void Metadata(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            Find(json).ChangeMetadata(json);
        }
    }

    /// <summary>One document for each vendor: <c>{"vendor":"zoho","rules":[…]}</c>.</summary>
    public void Workflows(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            Find(json).SetWorkflows(json);
        }
    }

    public void WriteSwitches(Call call) => WriteEach(call, vendor => vendor.WriteSwitches);

    public void WriteWorkflows(Call call) => WriteEach(call, vendor => vendor.WriteWorkflows);

    public void Webhooks(JsonElement body)
    {
        foreach (var json in Each(body))
        {
            sender.Misbehave(VendorName.Read(json), new Misbehaviour
            {
                Drop = json.Double("drop") ?? 0,
                Duplicate = json.Double("duplicate") ?? 0,
                Reorder = json.Double("reorder") ?? 0,
                Delay = TimeSpan.FromMilliseconds(json.Double("delayMs") ?? 0),
            });
        }
    }

    public void WriteLimits(Call call) => WriteEach(call, vendor => json =>
    {
        vendor.WriteLimits(json);
        json.WriteNumber("latencyMs", vendor.Traffic.Latency.TotalMilliseconds);
    });

    public void WriteFaults(Call call)
    {
        call.Json.WriteStartArray();
        foreach (var fault in faults.All)
        {
            FaultReader.Write(call.Json, fault);
        }

        call.Json.WriteEndArray();
    }

    private IVendor Find(JsonElement json)
    {
        var name = VendorName.Read(json);
        return vendors.First(vendor => vendor.Name == name);
    }

    private void WriteEach(Call call, Func<IVendor, Action<Utf8JsonWriter>> write)
    {
        call.Json.WriteStartObject();
        foreach (var vendor in vendors)
        {
            call.Json.WriteStartObject(vendor.Name);
            write(vendor)(call.Json);
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndObject();
    }

    private static IEnumerable<JsonElement> Each(JsonElement body) =>
        body.ValueKind == JsonValueKind.Array ? body.EnumerateArray() : [body];
}
