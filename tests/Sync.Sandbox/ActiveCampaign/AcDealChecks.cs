using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Refuses deals that lack something or name what is not there.</summary>
internal sealed class AcDealChecks(AcState state)
{
    private static readonly string[] Required = ["title", "value", "currency"];

    private AcSales Sales => state.Sales;

    /// <summary>Title, value and currency; a contact or an account; a pipeline or a stage; an owner unless the pipeline gives one.</summary>
    public bool Refuses(Call call, JsonElement sent)
    {
        var missing = Required.FirstOrDefault(name => sent.Text(name) is not { Length: > 0 })
            ?? (!Names(sent, "contact") && !Names(sent, "account") ? "contact" : null)
            ?? (!Names(sent, "group") && !Names(sent, "stage") ? "stage" : null);
        if (missing is null && !Names(sent, "owner") && Stage(Sales, sent) is { Pipeline.AutoAssigns: false })
        {
            missing = "owner";
        }

        if (missing is not null)
        {
            call.Invalid($"The deal {missing} was not provided.", "field_missing", missing);
            return true;
        }

        return RefusesChange(call, sent);
    }

    /// <summary>What is sent must exist and have the right form.</summary>
    public bool RefusesChange(Call call, JsonElement sent)
    {
        var (attribute, code) = (sent.Has("value", out _) && !AcMoney.TryRead(sent.Text("value"), out _), sent) switch
        {
            (true, _) => ("value", "field_invalid"),
            _ when Names(sent, "contact") && state.Find(sent.Int("contact")) is null => ("contact", "related_missing"),
            _ when Names(sent, "account") && !Sales.Accounts.ContainsKey(sent.Int("account") ?? 0) => ("account", "related_missing"),
            _ when (Names(sent, "stage") || Names(sent, "group")) && Stage(Sales, sent) is null => (Names(sent, "stage") ? "stage" : "group", "related_missing"),
            _ when Names(sent, "owner") && AcUsers.Find(sent.Int("owner") ?? 0) is null => ("owner", "related_missing"),
            _ when Names(sent, "status") && sent.Int("status") is not (>= 0 and <= 2) => ("status", "field_invalid"),
            _ => (null, string.Empty),
        };
        if (attribute is not null)
        {
            call.Invalid($"The deal {attribute} is not valid.", code, attribute);
        }

        return attribute is not null;
    }

    private static bool Names(JsonElement sent, string name) => sent.Text(name) is { Length: > 0 };

    /// <summary>A pipeline alone means its first stage; a stage alone brings its pipeline.</summary>
    public static AcStage? Stage(AcSales sales, JsonElement sent)
    {
        if (Names(sent, "stage"))
        {
            return sales.Stages.GetValueOrDefault(sent.Int("stage") ?? 0);
        }

        return Names(sent, "group") && sales.Pipelines.TryGetValue(sent.Int("group") ?? 0, out var pipeline) ? sales.StagesOf(pipeline).FirstOrDefault() : null;
    }
}
