using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What a salesperson does in the account: deals, their tasks and notes, and companies.</summary>
internal sealed class AcSalesActs(
    AcState state, AcDealWrites dealWrites, AcDealEvents dealEvents, AcAccounts accounts, AcAccountEvents accountEvents, AcNotes notes,
    AcDealJson dealJson)
{
    /// <summary>
    /// <c>{"module":"deals","do":"create|update|delete|note|task|complete","id","set":{"title","value","stage","contact":"id or e-mail"},
    /// "value":"text"}</c>; module "accounts" knows create, update and delete.
    /// </summary>
    /// <returns>Why nothing was done; null when it was, and the record has been written.</returns>
    public string? Act(JsonElement action, Utf8JsonWriter json)
    {
        var source = AcActs.SourceOf(action);
        return action.Text("module")!.Equals("accounts", StringComparison.OrdinalIgnoreCase)
            ? ActOnAccount(action, source, json)
            : ActOnDeal(action, source, json);
    }

    private string? ActOnDeal(JsonElement action, string source, Utf8JsonWriter json)
    {
        var what = action.Text("do") ?? "update";
        var set = Set(action);
        var deal = state.Sales.Deals.GetValueOrDefault(action.Int("id") ?? 0);
        if (what == "create")
        {
            deal = dealWrites.Create(set);
            dealEvents.Added(deal, source);
        }
        else if (deal is null)
        {
            return $"No deal '{action.Text("id")}'.";
        }
        else if (!Touch(what, deal, set, action.Text("value") ?? string.Empty, source))
        {
            return $"A deal cannot '{what}'. Use create, update, delete, note, task or complete.";
        }

        dealJson.Write(json, deal, null);
        return null;
    }

    private bool Touch(string what, AcDeal deal, JsonElement set, string value, string source)
    {
        switch (what)
        {
            case "update" when dealWrites.Change(deal, set) is { Count: > 0 } changed: dealEvents.Updated(deal, source, changed); break;
            case "update": break;
            case "delete": state.Sales.Delete(deal); break;
            case "note": notes.Add("Deal", deal.Id, value, source); break;
            case "task": AddTask(deal, value, source); break;
            case "complete": Complete(deal, source); break;
            default: return false;
        }

        return true;
    }

    private void AddTask(AcDeal deal, string title, string source)
    {
        var task = new AcDealTask
        {
            Id = state.Sales.NextId(), Created = state.Now, Deal = deal, Type = state.Sales.TaskTypes.Values.First(), Title = title,
            Due = state.Now + 86_400_000, End = state.Now + 87_300_000,
        };
        state.Sales.Tasks[task.Id] = task;
        deal.Tasks.Add(task);
        dealEvents.TaskAdded(task, source);
    }

    /// <summary>The oldest open task is done.</summary>
    private void Complete(AcDeal deal, string source)
    {
        if (deal.Tasks.Find(task => task.Status == 0) is { } task)
        {
            (task.Status, task.Done) = (1, state.Now);
            dealEvents.TaskDone(task, source);
        }
    }

    private string? ActOnAccount(JsonElement action, string source, Utf8JsonWriter json)
    {
        var set = Set(action);
        var name = set.Text("name") ?? action.Text("value") ?? string.Empty;
        var account = state.Sales.Accounts.GetValueOrDefault(action.Int("id") ?? 0) ?? state.Sales.FindAccount(name);
        switch (action.Text("do") ?? "update")
        {
            case "create" when account is null && name.Length > 0:
                account = state.Sales.AddAccount(name);
                accounts.Apply(account, set);
                accountEvents.Added(account, source);
                break;
            case "update" when account is not null:
                accountEvents.Updated(account, source, accounts.Apply(account, set));
                break;
            case "delete" when account is not null: state.Sales.Delete(account); break;
            default: return $"Nothing done to the account '{name}'. Use create with a new 'name', update or delete with the 'id' of one that is there.";
        }

        accounts.Write(json, account, null);
        return null;
    }

    /// <summary>A contact may be named by its e-mail, a stage by its title; a deal without a stage starts in the first one.</summary>
    private JsonElement Set(JsonElement action)
    {
        var set = action.Has("set", out var given) && given.ValueKind == JsonValueKind.Object ? JsonObject.Create(given)! : [];
        if (state.Find(set["contact"]?.ToString()) is { } contact)
        {
            set["contact"] = contact.Id;
        }

        var stage = state.Sales.Stages.Values.FirstOrDefault(each => each.Title == set["stage"]?.ToString());
        set["stage"] = stage is not null ? stage.Id
            : set["stage"]?.DeepClone() ?? (action.Text("do") == "create" ? state.Sales.Stages.Values.First().Id : null);
        return JsonSerializer.SerializeToElement(set);
    }
}
