using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/deals.</summary>
internal sealed class AcDeals(AcState state, AcDealJson dealJson, AcDealWrites writes, AcDealChecks checks, AcContactJson contactJson, AcDealEvents events)
{
    private static readonly string[] Outcomes = ["success", "nochange", "failed"];

    private readonly AcDealFilter _filter = new(state);

    public void List(Call call)
    {
        var found = _filter.Find(call.Query);
        var cut = AcPage.Of(call).Cut(found);
        call.Records = cut.Count;
        call.Answer(200, json =>
        {
            json.Each("deals", cut, deal => dealJson.Write(json, deal, null));
            json.WriteStartObject("meta");
            AcDealLog.WriteCurrencies(json, found);
            json.WriteNumber("total", found.Count);
            json.WriteEndObject();
        });
    }

    public void One(Call call, AcDeal deal)
    {
        call.Records = 1;
        call.Answer(200, json => dealJson.Write(json, deal, "deal"));
    }

    public void Create(Call call)
    {
        if (!call.TryMember("deal", out var sent) || checks.Refuses(call, sent))
        {
            return;
        }

        var deal = writes.Create(sent);
        call.Answer(201, json =>
        {
            json.Each("contacts", deal.Contact is { } contact ? [contact] : Array.Empty<AcContact>(), each => contactJson.WriteFull(json, each));
            json.Each("dealGroups", [deal.Stage.Pipeline], pipeline => dealJson.WritePipeline(json, pipeline, null));
            json.Each("dealStages", [deal.Stage], stage => dealJson.WriteStage(json, stage, null));
            dealJson.Write(json, deal, "deal", sent);
        });
        events.Added(deal, "api");
    }

    public void Change(Call call, AcDeal deal)
    {
        if (!call.TryMember("deal", out var sent) || checks.RefusesChange(call, sent))
        {
            return;
        }

        var changed = writes.Change(deal, sent);
        call.Answer(200, json => dealJson.Write(json, deal, "deal", sent));
        if (changed.Count > 0)
        {
            events.Updated(deal, "api", changed);
        }
    }

    /// <summary>Final, and no webhook tells of it.</summary>
    public void Delete(Call call, AcDeal deal)
    {
        state.Sales.Delete(deal);
        call.Records = 1;
        call.Nothing();
    }

    /// <summary>Gives several deals another owner or stage.</summary>
    public void BulkUpdate(Call call)
    {
        call.TryJson(out var root);
        var items = root.Items("deals").ToList();
        if (items.Count == 0)
        {
            call.Answer(400, json => json.WriteString("errors", "Bulk operation failed: no deals were provided."));
            return;
        }

        var outcomes = items.Select(item => (Id: item.Text("id") ?? "", Outcome: Update(item))).ToList();
        call.Records = items.Count;
        call.Answer(200, json =>
        {
            foreach (var outcome in Outcomes)
            {
                json.Texts(outcome, outcomes.Where(each => each.Outcome == outcome).Select(each => each.Id));
            }
        });
    }

    private string Update(JsonElement item)
    {
        if (item.Int("id") is not { } id || !state.Sales.Deals.TryGetValue(id, out var deal))
        {
            return "failed";
        }

        var changed = writes.ChangeBulk(deal, item);
        if (changed.Count > 0)
        {
            events.Updated(deal, "api", changed);
        }

        return changed.Count > 0 ? "success" : "nochange";
    }
}
