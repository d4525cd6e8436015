using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealActivities, and the sums that the list of deals tells.</summary>
internal sealed class AcDealLog(AcState state)
{
    public void List(Call call) => call.Page("dealActivities", state.Sales.Activities, activity =>
    {
        var json = call.Json;
        json.WriteStartObject();
        json.Id("d_id", activity.Deal.Id);
        json.WriteString("dataType", activity.Type);
        json.WriteString("dataAction", "");
        json.WriteString("dataOldval", activity.Old);
        json.WriteString("cdate", state.Time.Iso(activity.At));
        json.Id("deal", activity.Deal.Id);
        json.Id("user", activity.Deal.Owner);
        json.NoLinks();
        json.Id("id", activity.Id);
        json.WriteEndObject();
    }, totalIsNumber: true);

    public static void WriteCurrencies(Utf8JsonWriter json, List<AcDeal> deals)
    {
        json.WriteStartObject("currencies");
        foreach (var group in deals.GroupBy(deal => deal.Currency.ToUpperInvariant()))
        {
            json.WriteStartObject(group.Key);
            json.WriteString("currency", group.Key);
            json.Id("total", group.Count());
            json.WriteString("value", group.Sum(deal => deal.Value).ToString("0.##", CultureInfo.InvariantCulture));
            json.WriteBoolean("isDisabled", false);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
