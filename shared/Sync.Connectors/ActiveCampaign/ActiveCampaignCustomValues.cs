namespace Sync.Connectors.ActiveCampaign;

/// <summary>The custom fields of a delivery: by number from account webhooks, by personalisation tag from automations.</summary>
internal static class ActiveCampaignCustomValues
{
    private const string Prefix = "contact[fields][";

    /// <summary>Values by number or lower-case tag. One that came item by item is put together as ActiveCampaign itself writes
    /// several values, <c>||Red||Blue||</c>; of a repeated one the last counts.</summary>
    public static Dictionary<string, string> Of(ActiveCampaignPayload payload)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var items = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in payload.Pairs.Where(pair => pair.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var rest = name.AsSpan(Prefix.Length);
            var end = rest.IndexOf(']');
            if (end <= 0)
            {
                continue;
            }

            var field = rest[..end].ToString().ToLowerInvariant();
            if (end == rest.Length - 1)
            {
                values[field] = value;
            }
            else if (items.TryGetValue(field, out var list))
            {
                list.Add(value);
            }
            else
            {
                items[field] = [value];
            }
        }

        foreach (var (field, list) in items)
        {
            values[field] = $"||{string.Join("||", list)}||";
        }

        return values;
    }
}
