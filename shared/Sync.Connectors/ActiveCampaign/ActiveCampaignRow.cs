using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A record as the API returns it, with what stands beside it in the answer.</summary>
/// <param name="values">The <c>fieldValues</c> of the answer; they may belong to several contacts.</param>
/// <param name="numbers">Numbers of the custom fields asked for.</param>
/// <param name="tags">Names of its tags.</param>
internal sealed class ActiveCampaignRow(
    JsonElement row, string id, JsonElement? values, IReadOnlyDictionary<string, string> numbers, string? tags)
{
    /// <summary>The field's value; null where it is empty or the record has no such field.</summary>
    public string? Text(string field)
    {
        var text = field == "tags" ? tags
            : ActiveCampaignNames.Custom(field) is null ? row.Member(ActiveCampaignNames.ToApi(field) ?? field).Text()
            : numbers.TryGetValue(field, out var number) ? Custom(number) : null;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private string? Custom(string number) => values.Items()
        .Where(value => value.Member("field").Text() == number && (value.Member("contact").Text() ?? id) == id)
        .Select(value => value.Member("value").Text()).LastOrDefault();
}
