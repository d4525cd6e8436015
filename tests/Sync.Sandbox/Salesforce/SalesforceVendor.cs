using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Salesforce;

/// <summary>Keeps the port of Salesforce: every call is answered 501 and says so in words.</summary>
internal sealed class SalesforceVendor : IVendor
{
    private const string NotHere = "This sandbox does not simulate Salesforce. Use the ActiveCampaign and Zoho CRM ports.";

    public string Name => VendorName.Salesforce;

    public Traffic Traffic { get; } = new();

    public IReadOnlyList<string> Modules => [];

    public void Handle(Call call)
    {
        var json = call.Restart(501);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("message", NotHere);
        json.WriteString("errorCode", "NOT_IMPLEMENTED");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public void ExpireCredential(Call call)
    {
    }

    public void WriteFault(Call call, Fault fault) => VendorFault.Write(call, fault, "SERVER_UNAVAILABLE", "Server unavailable");

    public void SetLimits(JsonElement limits)
    {
    }

    public void WriteLimits(Utf8JsonWriter json)
    {
    }

    public void SetSwitches(JsonElement switches) => Switches.None.Set(switches);

    public void WriteSwitches(Utf8JsonWriter json) => Switches.None.Write(json);

    public void ChangeMetadata(JsonElement change) => throw new BadControlCallException(NotHere);

    public void SetWorkflows(JsonElement rules) => throw new BadControlCallException(NotHere);

    public void WriteWorkflows(Utf8JsonWriter json)
    {
    }

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json) => throw new BadControlCallException(NotHere);

    public IReadOnlyList<object>? Records(string module, string? email) => null;

    public void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json)
    {
    }

    public void WriteSummary(Utf8JsonWriter json)
    {
        json.WriteStartObject("records");
        json.WriteEndObject();
        json.WriteNumber("duplicatesByEmail", 0);
    }

    public void WriteHooks(Utf8JsonWriter json)
    {
    }

    public void Reset()
    {
    }
}
