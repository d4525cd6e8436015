using System.Text.Json;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox;

/// <summary>One simulated vendor. It guards its own state: every member may be called from several threads.</summary>
internal interface IVendor
{
    string Name { get; }

    Traffic Traffic { get; }

    /// <summary>Answers one API call.</summary>
    void Handle(Call call);

    /// <summary>Makes the credential of this call worthless, or, where there is no expiry, answers as for a wrong one.</summary>
    void ExpireCredential(Call call);

    /// <summary>Writes the vendor's own error text for a status that a fault asks for.</summary>
    void WriteFault(Call call, Fault fault);

    /// <summary>Sets the limits that the document names; null lifts one.</summary>
    void SetLimits(JsonElement limits);

    void WriteLimits(Utf8JsonWriter json);

    /// <summary>Takes open facts the way that the document says.</summary>
    void SetSwitches(JsonElement switches);

    void WriteSwitches(Utf8JsonWriter json);

    /// <summary>Changes a field's definition as an administrator would: removes a picklist value, deletes a field.</summary>
    void ChangeMetadata(JsonElement change);

    /// <summary>Replaces the rules by which the vendor's own automation calls addresses; null when the vendor has none here.</summary>
    void SetWorkflows(JsonElement rules);

    void WriteWorkflows(Utf8JsonWriter json);

    /// <summary>A person or the vendor's automation does one thing; false with a reason when it cannot be done.</summary>
    void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json);

    /// <summary>The records of a module, oldest first, each as a function that writes it; null when there is no such module.</summary>
    IReadOnlyList<object>? Records(string module, string? email);

    void WriteRecords(string module, IReadOnlyList<object> records, Utf8JsonWriter json);

    void WriteSummary(Utf8JsonWriter json);

    void WriteHooks(Utf8JsonWriter json);

    IReadOnlyList<string> Modules { get; }

    /// <summary>Empties the records and puts the real limits back; definitions, registrations and tokens stay.</summary>
    void Reset();
}
