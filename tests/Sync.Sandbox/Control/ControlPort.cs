using System.Text;
using System.Text.Json;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>The port through which tests look into the vendors and make them misbehave.</summary>
internal sealed class ControlPort(IVendor[] vendors, Journal journal, FaultPlan faults, WebhookSender sender, TimeProvider clock)
{
    private readonly Settings _settings = new(vendors, faults, sender, clock);
    private readonly Views _views = new(vendors, journal, sender);
    private readonly Chat _chat = new(clock);

    public async Task Handle(HttpContext http)
    {
        using var call = await CallReader.Read(http);
        try
        {
            await Route(call);
        }
        catch (BadControlCallException mistake)
        {
            Refuse(call, 400, mistake.Message);
        }

        await Send(call);
    }

    private async Task Route(Call call)
    {
        var route = $"{call.Method} /{string.Join('/', call.Segments)}";
        switch (route)
        {
            case "GET /": Page.Write(call, vendors, journal); break;
            case "GET /health/live" or "GET /health/ready": Plain(call, "Healthy"); break;
            case "GET /journal": _views.Journal(call); break;
            case "GET /summary": _views.Summary(call); break;
            case "GET /webhooks": _views.Webhooks(call); break;
            case "PUT /webhooks": _settings.Webhooks(Json(call)); _views.Webhooks(call); break;
            case "GET /faults": _settings.WriteFaults(call); break;
            case "POST /faults": _settings.AddFaults(Json(call)); _settings.WriteFaults(call); break;
            case "DELETE /faults": faults.Clear(); _settings.WriteFaults(call); break;
            case "GET /limits": _settings.WriteLimits(call); break;
            case "PUT /limits": _settings.Limits(Json(call)); _settings.WriteLimits(call); break;
            case "GET /switches": _settings.WriteSwitches(call); break;
            case "PUT /switches": _settings.Switches(Json(call)); _settings.WriteSwitches(call); break;
            case "PUT /metadata": _settings.Metadata(Json(call)); Done(call, "changed"); break;
            case "GET /workflows": _settings.WriteWorkflows(call); break;
            case "PUT /workflows": _settings.Workflows(Json(call)); _settings.WriteWorkflows(call); break;
            case "POST /act": Acting.Act(call, Json(call), vendors); break;
            case "POST /chat": _chat.Take(call); break;
            case "GET /chat": _chat.Show(call.Json); break;
            case "POST /reset": Reset(call); break;
            default: await Other(call); break;
        }
    }

    private async Task Other(Call call)
    {
        if (call is { Method: "GET", Segments: ["records", var vendor, var module] })
        {
            await Views.Records(call, Find(vendor), module);
            return;
        }

        Refuse(call, 404, $"No control call {call.Method} {call.Path}. There are: GET /journal, /records/{{vendor}}/{{module}}, /summary, "
            + "/webhooks, /faults, /limits, /switches, /workflows, /chat; POST /faults, /act, /chat, /reset; PUT /limits, /webhooks, /switches, /metadata, "
            + "/workflows; DELETE /faults.");
    }

    private IVendor Find(string name)
    {
        var known = VendorName.Require(name);
        return vendors.First(vendor => vendor.Name == known);
    }

    private void Reset(Call call)
    {
        faults.Clear();
        foreach (var vendor in vendors)
        {
            vendor.Reset();
            vendor.Traffic.Reset();
            sender.Misbehave(vendor.Name, Misbehaviour.None);
            sender.Counts(vendor.Name).Reset();
        }

        journal.Reset();
        _chat.Clear();
        Done(call, "reset");
    }

    private static void Done(Call call, string what)
    {
        call.Json.WriteStartObject();
        call.Json.WriteBoolean(what, true);
        call.Json.WriteEndObject();
    }

    private static JsonElement Json(Call call) => call.TryJson(out var json)
        ? json
        : throw new BadControlCallException("The body must be JSON.");

    private static void Plain(Call call, string text)
    {
        call.ContentType = "text/plain";
        Encoding.UTF8.GetBytes(text, call.Answer.Buffer);
    }

    private static void Refuse(Call call, int status, string why)
    {
        var json = call.Restart(status);
        json.WriteStartObject();
        json.WriteString("error", why);
        json.WriteEndObject();
    }

    private static async Task Send(Call call)
    {
        call.Json.Flush();
        var response = call.Http.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = call.Status;
        response.ContentType = call.ContentType;
        response.ContentLength = call.Answer.Buffer.Length;
        await response.Body.WriteAsync(call.Answer.Buffer.Written, call.Http.RequestAborted);
    }
}
