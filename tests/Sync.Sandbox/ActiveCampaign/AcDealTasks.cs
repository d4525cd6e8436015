using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealTasks and /dealTasktypes. A task belongs to a deal or to a contact.</summary>
internal sealed class AcDealTasks(AcState state, AcDealEvents events)
{
    private static readonly string[] Required = ["relid", "duedate", "dealTasktype"];

    private AcSales Sales => state.Sales;

    public void List(Call call)
    {
        var kind = call.Query["filters[reltype]"];
        var about = call.Query.Number("filters[relid]");
        var status = call.Query.Number("filters[status]");
        call.Page("dealTasks", [.. Sales.Tasks.Values
            .Where(task => kind is null || Kind(task).Equals(kind, StringComparison.OrdinalIgnoreCase))
            .Where(task => about is null || About(task) == about)
            .Where(task => status is null || task.Status == status)], task => Write(call.Json, task, null), totalIsNumber: true);
    }

    public void One(Call call, AcDealTask task) => call.Answer(200, json => Write(json, task, "dealTask"));

    public void Create(Call call)
    {
        if (!call.TryMember("dealTask", out var sent))
        {
            return;
        }

        var owner = sent.Text("ownerType") ?? sent.Text("reltype") ?? "deal";
        var deal = owner is "deal" or "Deal" ? Sales.Deals.GetValueOrDefault(sent.Int("relid") ?? 0) : null;
        var contact = owner is "contact" or "Subscriber" ? state.Find(sent.Int("relid")) : null;
        var missing = Required.FirstOrDefault(name => sent.Text(name) is not { Length: > 0 });
        if (missing is not null)
        {
            call.Invalid($"The task {missing} was not provided.", "field_missing", missing);
        }
        else if (deal is null && contact is null)
        {
            call.Invalid("The task relid is not valid.", "related_missing", "relid");
        }
        else if (!Sales.TaskTypes.TryGetValue(sent.Int("dealTasktype") ?? 0, out var type))
        {
            call.Invalid("The task dealTasktype is not valid.", "related_missing", "dealTasktype");
        }
        else
        {
            var task = new AcDealTask { Id = Sales.NextId(), Created = state.Now, Deal = deal, Contact = contact, Type = type };
            Sales.Tasks[task.Id] = task;
            deal?.Tasks.Add(task);
            Apply(task, sent);
            call.Answer(201, json => Write(json, task, "dealTask", sent));
            events.TaskAdded(task, "api");
        }
    }

    /// <summary>Answers 201 as a creation does.</summary>
    public void Change(Call call, AcDealTask task)
    {
        if (!call.TryMember("dealTask", out var sent))
        {
            return;
        }

        var wasOpen = task.Status == 0;
        Apply(task, sent);
        call.Answer(201, json => Write(json, task, "dealTask", sent));
        if (wasOpen && task.Status == 1)
        {
            events.TaskDone(task, "api");
        }
    }

    public void Delete(Call call, AcDealTask task)
    {
        Sales.Tasks.Remove(task.Id);
        task.Deal?.Tasks.Remove(task);
        call.Nothing();
    }

    public void Write(Utf8JsonWriter json, AcDealTask task, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.EchoOr(sent, "title", task.Title);
        json.EchoOr(sent, "note", task.Note);
        json.EchoOr(sent, "duedate", task.Due is { } due ? state.Time.Iso(due) : null);
        json.EchoOr(sent, "edate", task.End is { } end ? state.Time.Iso(end) : null);
        json.WriteString("donedate", task.Done is { } done ? state.Time.Iso(done) : null);
        json.EchoOr(sent, "status", task.Status.Text());
        json.EchoOr(sent, "dealTasktype", task.Type.Id.Text());
        json.EchoOr(sent, "assignee", task.Assignee.Text());
        json.WriteString("reltype", Kind(task));
        json.Id("relid", About(task));
        json.WriteString("cdate", state.Time.Iso(task.Created));
        json.WriteNull("outcomeId");
        json.WriteNull("outcomeInfo");
        json.WriteStartObject("owner");
        json.WriteString("type", task.Deal is null ? "contact" : "deal");
        json.Id("id", About(task));
        json.WriteEndObject();
        json.NoLinks();
        json.Id("id", task.Id);
        json.WriteEndObject();
    }

    private static string Kind(AcDealTask task) => task.Deal is null ? "Subscriber" : "Deal";

    private static int About(AcDealTask task) => task.Deal?.Id ?? task.Contact!.Id;

    private void Apply(AcDealTask task, JsonElement sent)
    {
        task.Title = sent.Text("title") ?? task.Title;
        task.Note = sent.Text("note") ?? task.Note;
        task.Due = state.Time.TryParse(sent.Text("duedate"), out var due) ? due : task.Due;
        task.End = state.Time.TryParse(sent.Text("edate"), out var end) ? end : task.End ?? task.Due;
        task.Assignee = sent.Int("assignee") ?? task.Assignee;
        task.Type = Sales.TaskTypes.GetValueOrDefault(sent.Int("dealTasktype") ?? 0) ?? task.Type;
        task.Status = sent.Int("status") ?? task.Status;
        task.Done = task.Status == 1 ? task.Done ?? state.Now : null;
        if (task.Deal is { } deal)
        {
            deal.NextDate = deal.Tasks.Where(each => each is { Status: 0, Due: not null }).Min(each => each.Due);
        }
    }
}
