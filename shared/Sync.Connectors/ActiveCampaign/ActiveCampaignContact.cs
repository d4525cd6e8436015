using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Takes the contact out of a delivery.</summary>
internal static class ActiveCampaignContact
{
    private static readonly (string Field, string[] Keys)[] CoreFields =
    [
        ("email", ["contact[email]"]),
        ("first_name", ["contact[first_name]"]),
        ("last_name", ["contact[last_name]"]),
        ("phone", ["contact[phone]"]),
        ("orgname", ["contact[orgname]", "contact[customer_acct_name]", "orgname", "customer_acct_name"]),
        ("tags", ["contact[tags]"]),
        ("tag", ["tag"]),
    ];

    /// <summary>Null if the delivery names no contact.</summary>
    public static SourceRecord? From(ActiveCampaignPayload payload, string kind, DateTimeOffset receivedAt)
    {
        var lists = Lists(payload);
        var origin = Filled(payload["initiated_from"]) ?? Filled(payload["initiated_by"]);
        return payload.Id("contact[id]") is not { } id ? null : new SourceRecord
        {
            Kind = kind,
            Module = "contacts",
            RecordId = id,
            Email = Address.Fold(payload["contact[email]"]),
            ChangedAt = ChangedAt(payload, receivedAt),
            Origin = origin,
            IsByApi = origin is null ? null : origin == "api",
            Signals = ActiveCampaignSignals.Of(payload, kind),
            // "public" is the contact itself; administrators, automations and the API confirm nothing in its name.
            Joined = kind == "subscribe" && origin == "public" ? lists : [],
            Untold = kind == "subscribe" && !IsOnListAtOnce(origin) ? [.. lists.Select(ListField)] : [],
            Fields = Fields(payload, kind, origin, lists),
        };
    }

    public static DateTimeOffset ChangedAt(ActiveCampaignPayload payload, DateTimeOffset receivedAt) =>
        SourceTime.Or(CentralTime.Parse(payload["date_time_iso"]) ?? CentralTime.Parse(payload["date_time"]), receivedAt);

    // Whom an administrator or a program puts on a list is on it; the contact himself may have to confirm it first.
    private static bool IsOnListAtOnce(string? origin) => origin is "admin" or "api" or "system";

    private static string ListField(string number) => $"list:{number}";

    private static Dictionary<string, string?> Fields(ActiveCampaignPayload payload, string kind, string? origin, string[] lists)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (field, keys) in CoreFields)
        {
            // Only what was sent: an absent field says nothing, an empty one says that it is empty.
            var sent = keys.Select(key => payload[key]).Where(value => value is not null).ToList();
            if (sent.Count > 0)
            {
                fields[field] = sent.Select(Filled).FirstOrDefault(value => value is not null);
            }
        }

        // With a comma in it, nobody can say where it is in the list.
        if (kind is "contact_tag_added" or "contact_tag_removed" && Filled(payload["tag"]?.Trim()) is { } tag && !tag.Contains(','))
        {
            // Of a contact without tags the list is missing altogether.
            fields["tags"] = Tags(fields.GetValueOrDefault("tags"), tag, kind == "contact_tag_added");
        }

        foreach (var (number, value) in ActiveCampaignCustomValues.Of(payload))
        {
            fields["field:" + number] = Filled(value);
        }

        Add(fields, "form", payload.Id("form[id]"));
        Add(fields, "list", lists.Length == 0 ? null : string.Join(',', lists));
        foreach (var list in kind == "unsubscribe" || (kind == "subscribe" && IsOnListAtOnce(origin)) ? lists : [])
        {
            fields[ListField(list)] = kind == "subscribe" ? ActiveCampaignSubscriptions.Active : ActiveCampaignSubscriptions.Unsubscribed;
        }

        Add(fields, ActiveCampaignNames.Unsubscribed, kind == "unsubscribe" && !StaysOnLists(payload) ? "true" : null);
        return fields;
    }

    private static string? Tags(string? said, string tag, bool isOn)
    {
        var names = (said ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries);
        return names.Contains(tag, StringComparer.OrdinalIgnoreCase) == isOn ? said
            : Filled(string.Join(", ", isOn ? [.. names, tag] : names.Where(name => !string.Equals(name, tag, StringComparison.OrdinalIgnoreCase))));
    }

    // Whoever leaves one newsletter of several has not left them all.
    private static bool StaysOnLists(ActiveCampaignPayload payload) => payload.Pairs.Any(pair =>
        pair.Name.StartsWith("active_subscriptions", StringComparison.Ordinal) && pair.Value.Trim() is not ("" or "0"));

    // Scalar, or list[0][id] and list[][id] when the contact itself unsubscribed.
    private static string[] Lists(ActiveCampaignPayload payload)
    {
        if (payload.Id("list") is { } one)
        {
            return one.Split(',');
        }

        return [.. payload.Pairs
            .Where(pair => pair.Name.StartsWith("list[", StringComparison.Ordinal) && pair.Name.EndsWith("][id]", StringComparison.Ordinal))
            .Select(pair => pair.Value.Trim()).Where(id => id.Length > 0 && id != "0").Distinct()];
    }

    private static void Add(Dictionary<string, string?> fields, string name, string? value)
    {
        if (value is not null)
        {
            fields[name] = value;
        }
    }

    private static string? Filled(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
