using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/automations, which can only be read, and /contactAutomations, which sends contacts into them.</summary>
internal sealed class AcAutomations(AcState state, AcContactJson contactJson)
{
    public void List(Call call)
    {
        var cut = AcPage.Of(call).Cut([.. state.Automations.Values]);
        call.Answer(200, json =>
        {
            json.Each("automations", cut, automation => Write(json, automation, null));
            json.WriteStartObject("meta");
            json.Id("total", state.Automations.Count);
            json.EmptyArray("starts");
            json.WriteBoolean("filtered", false);
            json.EmptyArray("smsLogs");
            json.WriteEndObject();
        });
    }

    public void One(Call call, AcAutomation automation) => call.Answer(200, json => Write(json, automation, "automation"));

    public void ListRuns(Call call) =>
        call.Page("contactAutomations", [.. state.AutomationRuns.Values], run => WriteRun(call.Json, run, null));

    public void OneRun(Call call, AcAutomationRun run) => call.Answer(200, json => WriteRun(json, run, "contactAutomation"));

    /// <summary>Whatever is wrong is a 403 with the same text.</summary>
    public void Enter(Call call)
    {
        if (!call.TryMember("contactAutomation", out var sent))
        {
            return;
        }

        if (state.Find(sent.Int("contact")) is not { } contact
            || !state.Automations.TryGetValue(sent.Int("automation") ?? 0, out var automation)
            || state.Enter(contact, automation) is not { } run)
        {
            call.Message(403, "Could not create SubscriberSeries");
            return;
        }

        call.Answer(201, json =>
        {
            json.Each("contacts", [contact], each => contactJson.WriteFull(json, each));
            WriteRun(json, run, "contactAutomation", sent);
        });
    }

    public void Leave(Call call, AcAutomationRun run)
    {
        state.Leave(run);
        call.Nothing();
    }

    public void WriteRun(Utf8JsonWriter json, AcAutomationRun run, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.EchoOr(sent, "contact", run.Contact.Id.Text());
        json.Id("seriesid", run.Automation.Id);
        json.WriteString("startid", "0");
        json.Id("status", run.Status);
        json.WriteString("batchid", "");
        json.WriteString("adddate", state.Time.Iso(run.Added));
        json.WriteNull("remdate");
        json.WriteNull("timespan");
        json.WriteString("lastblock", "0");
        json.WriteString("lastlogid", "0");
        json.WriteString("lastdate", state.Time.Iso(run.Added));
        json.WriteString("completedElements", "0");
        json.WriteString("totalElements", "1");
        json.WriteNumber("completed", run.Status == 2 ? 1 : 0);
        json.WriteNumber("completeValue", run.Status == 2 ? 100 : 0);
        json.NoLinks();
        json.Id("id", run.Id);
        json.EchoOr(sent, "automation", run.Automation.Id.Text());
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, AcAutomation automation, string? name)
    {
        json.Open(name);
        json.WriteString("name", automation.Name);
        json.WriteString("cdate", state.Time.Iso(automation.Created));
        json.WriteString("mdate", state.Time.Iso(automation.Created));
        json.WriteString("userid", "1");
        json.WriteString("status", "1");
        json.Id("entered", state.AutomationRuns.Values.Count(run => run.Automation == automation));
        json.WriteString("exited", "0");
        json.WriteString("hidden", "0");
        json.WriteNull("defaultscreenshot");
        json.WriteNull("screenshot");
        json.NoLinks();
        json.Id("id", automation.Id);
        json.WriteEndObject();
    }
}
