using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealGroups: pipelines.</summary>
internal sealed class AcPipelines(AcState state, AcDealJson dealJson, AcDealEvents events)
{
    private AcSales Sales => state.Sales;

    public void List(Call call)
    {
        var title = call.Query["filters[title]"];
        var found = Sales.Pipelines.Values.Where(pipeline => title is null || pipeline.Title.Contains(title, StringComparison.OrdinalIgnoreCase)).ToList();
        var cut = AcPage.Of(call).Cut(found);
        call.Answer(200, json =>
        {
            json.Each("dealStages", cut.SelectMany(Sales.StagesOf), stage => dealJson.WriteStage(json, stage, null));
            json.Each("dealGroups", cut, pipeline => dealJson.WritePipeline(json, pipeline, null));
            json.NumberMeta(found.Count);
        });
    }

    public void One(Call call, AcPipeline pipeline) => call.Answer(200, json =>
    {
        json.Each("dealStages", Sales.StagesOf(pipeline), stage => dealJson.WriteStage(json, stage, null));
        dealJson.WritePipeline(json, pipeline, "dealGroup");
    });

    public void Create(Call call)
    {
        if (!call.TryMember("dealGroup", out var sent))
        {
            return;
        }

        if (sent.Text("title") is not { Length: > 0 } title)
        {
            call.Invalid("The pipeline title was not provided.", "field_missing", "title");
            return;
        }

        var pipeline = Sales.AddPipeline(title, sent.Text("currency")?.ToLowerInvariant() ?? "usd");
        pipeline.AutoAssigns = sent.Text("autoassign") == "1";
        call.Answer(201, json =>
        {
            json.Each("dealStages", Sales.StagesOf(pipeline), stage => dealJson.WriteStage(json, stage, null));
            json.EmptyArray("dealGroupUsers");
            json.EmptyArray("dealGroupGroups");
            dealJson.WritePipeline(json, pipeline, "dealGroup", sent);
        });
        events.PipelineAdded(pipeline);
    }

    public void Change(Call call, AcPipeline pipeline)
    {
        if (call.TryMember("dealGroup", out var sent))
        {
            pipeline.Title = sent.Text("title") ?? pipeline.Title;
            pipeline.Currency = sent.Text("currency")?.ToLowerInvariant() ?? pipeline.Currency;
            pipeline.AutoAssigns = sent.Text("autoassign") is { } auto ? auto == "1" : pipeline.AutoAssigns;
            call.Answer(200, json => dealJson.WritePipeline(json, pipeline, "dealGroup", sent));
        }
    }

    /// <summary>A pipeline goes with its stages and deals.</summary>
    public void Delete(Call call, AcPipeline pipeline)
    {
        foreach (var stage in Sales.StagesOf(pipeline).ToList())
        {
            Sales.Delete(stage);
        }

        Sales.Pipelines.Remove(pipeline.Id);
        call.Nothing();
    }
}
