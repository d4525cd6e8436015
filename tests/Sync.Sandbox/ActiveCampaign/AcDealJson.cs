using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Deals, pipelines and stages as the API writes them.</summary>
internal sealed class AcDealJson(AcState state)
{
    /// <param name="json">Where to write.</param>
    /// <param name="deal">The deal.</param>
    /// <param name="name">Name of the member; null for an element.</param>
    /// <param name="sent">What a write sent, which its answer repeats in the type sent; default for a read.</param>
    public void Write(Utf8JsonWriter json, AcDeal deal, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.WriteString("hash", deal.Hash);
        json.EchoOr(sent, "owner", deal.Owner.Text());
        json.EchoOr(sent, "contact", deal.Contact?.Id.Text());
        json.WriteNull("organization");
        json.EchoOr(sent, "group", deal.Stage.Pipeline.Id.Text());
        json.EchoOr(sent, "stage", deal.Stage.Id.Text());
        json.EchoOr(sent, "title", deal.Title);
        json.EchoOr(sent, "description", deal.Description);
        json.EchoOr(sent, "percent", deal.Percent);
        json.EchoOr(sent, "value", AcMoney.Cents(deal.Value));
        json.EchoOr(sent, "currency", deal.Currency);
        json.EchoOr(sent, "status", deal.Status.Text());
        json.WriteString("cdate", state.Time.Iso(deal.Created));
        json.WriteString("mdate", state.Time.Iso(deal.Modified));
        json.WriteString("nextdate", deal.NextDate is { } next ? state.Time.Iso(next) : null);
        json.WriteString("nexttaskid", deal.Tasks.Find(task => task.Status == 0)?.Id.Text());
        json.WriteString("activitycount", "0");
        json.WriteString("nextdealid", "0");
        json.WriteNull("edate");
        json.WriteNull("winProbability");
        json.WriteNull("winProbabilityMdate");
        WriteLinks(json, deal);
        if (sent.ValueKind == JsonValueKind.Object)
        {
            json.EmptyArray("fields");
            json.WriteStartObject("customFieldSaveStatus");
            json.WriteString("status", "success");
            json.WriteEndObject();
        }

        json.Id("id", deal.Id);
        json.WriteBoolean("isDisabled", false);
        json.WriteString("account", deal.Account?.Id.Text());
        json.WriteString("customerAccount", deal.Account?.Id.Text());
        json.WriteEndObject();
    }

    public void WritePipeline(Utf8JsonWriter json, AcPipeline pipeline, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.EchoOr(sent, "title", pipeline.Title);
        json.EchoOr(sent, "currency", pipeline.Currency);
        json.EchoOr(sent, "autoassign", pipeline.AutoAssigns ? "1" : "0");
        json.EchoOr(sent, "allusers", "1");
        json.EchoOr(sent, "allgroups", "1");
        json.WriteNull("win_probability_initialize_date");
        json.WriteString("cdate", state.Time.Iso(pipeline.Created));
        json.WriteString("udate", state.Time.Iso(pipeline.Created));
        json.WriteNull("source");
        json.Id("count", state.Sales.Deals.Values.Count(deal => deal.Stage.Pipeline == pipeline));
        json.Texts("stages", state.Sales.StagesOf(pipeline).Select(stage => stage.Id.Text()));
        json.NoLinks();
        json.Id("id", pipeline.Id);
        json.WriteEndObject();
    }

    public void WriteStage(Utf8JsonWriter json, AcStage stage, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.EchoOr(sent, "group", stage.Pipeline.Id.Text());
        json.EchoOr(sent, "title", stage.Title);
        json.EchoOr(sent, "color", stage.Color);
        json.EchoOr(sent, "order", stage.Order.Text());
        json.EchoOr(sent, "width", "280");
        json.EchoOr(sent, "dealOrder", "next-action DESC");
        json.WriteString("cardRegion1", "title");
        json.WriteString("cardRegion2", "next-action");
        json.WriteString("cardRegion3", "show-avatar");
        json.WriteString("cardRegion4", "contact-fullname-acctname");
        json.WriteString("cardRegion5", "value");
        // The vendor leaves it empty for stages that came with their pipeline.
        json.WriteNull("cdate");
        json.WriteString("udate", state.Time.Iso(stage.Created));
        json.NoLinks();
        json.Id("id", stage.Id);
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, AcDeal deal)
    {
        json.WriteStartObject("links");
        foreach (var name in new[] { "dealActivities", "contact", "contactDeals", "group", "nextTask", "notes", "account", "organization", "owner", "scoreValues", "stage", "tasks", "dealCustomFieldData" })
        {
            json.WriteString(name, $"/api/3/deals/{deal.Id}/{name}");
        }

        json.WriteEndObject();
    }
}
