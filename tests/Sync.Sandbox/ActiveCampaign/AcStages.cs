using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealStages.</summary>
internal sealed class AcStages(AcState state, AcDealJson dealJson, AcDealEvents events)
{
    private AcSales Sales => state.Sales;

    public void List(Call call)
    {
        var title = call.Query["filters[title]"];
        var group = call.Query.Number("filters[d_groupid]");
        call.Page("dealStages", [.. Sales.Stages.Values
            .Where(stage => title is null || stage.Title.Contains(title, StringComparison.OrdinalIgnoreCase))
            .Where(stage => group is null || stage.Pipeline.Id == group)], stage => dealJson.WriteStage(call.Json, stage, null), totalIsNumber: true);
    }

    public void One(Call call, AcStage stage) => call.Answer(200, json => dealJson.WriteStage(json, stage, "dealStage"));

    public void Create(Call call)
    {
        if (!call.TryMember("dealStage", out var sent))
        {
            return;
        }

        if (sent.Text("title") is not { Length: > 0 } title)
        {
            call.Invalid("The stage title was not provided.", "field_missing", "title");
        }
        else if (!Sales.Pipelines.TryGetValue(sent.Int("group") ?? 0, out var pipeline))
        {
            call.Invalid("The stage group is not valid.", "related_missing", "group");
        }
        else
        {
            var stage = Sales.AddStage(pipeline, title, sent.Text("color") ?? "19CCA3");
            call.Answer(201, json => dealJson.WriteStage(json, stage, "dealStage", sent));
            events.StageAdded(stage);
        }
    }

    public void Change(Call call, AcStage stage)
    {
        if (call.TryMember("dealStage", out var sent))
        {
            stage.Title = sent.Text("title") ?? stage.Title;
            stage.Color = sent.Text("color") ?? stage.Color;
            stage.Order = sent.Int("order") ?? stage.Order;
            call.Answer(200, json => dealJson.WriteStage(json, stage, "dealStage", sent));
        }
    }

    public void Delete(Call call, AcStage stage)
    {
        Sales.Delete(stage);
        call.Nothing();
    }

    /// <summary>Moves all deals of a stage to another one of the same pipeline.</summary>
    public void MoveDeals(Call call, AcStage from)
    {
        if (!call.TryMember("deal", out var sent))
        {
            return;
        }

        if (!Sales.Stages.TryGetValue(sent.Int("stage") ?? 0, out var to) || to.Pipeline != from.Pipeline)
        {
            call.Invalid("The stage must belong to the same pipeline.", "field_invalid", "stage");
            return;
        }

        var moved = Sales.Deals.Values.Where(deal => deal.Stage == from).ToList();
        foreach (var deal in moved)
        {
            (deal.Stage, deal.Modified) = (to, state.Now);
            events.Updated(deal, "api", ["stage"]);
        }

        call.Records = moved.Count;
        call.Answer(200, json => json.Each("deals", moved, deal => dealJson.Write(json, deal, null)));
    }
}
