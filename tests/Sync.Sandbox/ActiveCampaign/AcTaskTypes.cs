using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealTasktypes.</summary>
internal sealed class AcTaskTypes(AcState state, AcDealEvents events)
{
    public void List(Call call) =>
        call.Page("dealTasktypes", [.. state.Sales.TaskTypes.Values], type => Write(call.Json, type, null));

    public void Create(Call call)
    {
        if (call.TryMember("dealTasktype", out var sent))
        {
            var type = state.Sales.AddTaskType(sent.Text("title") ?? "");
            call.Answer(201, json => Write(json, type, "dealTasktype"));
            events.TaskTypeAdded(type);
        }
    }

    private static void Write(Utf8JsonWriter json, AcTaskType type, string? name)
    {
        json.Open(name);
        json.WriteString("title", type.Title);
        json.WriteString("status", "1");
        json.NoLinks();
        json.Id("id", type.Id);
        json.WriteEndObject();
    }
}
