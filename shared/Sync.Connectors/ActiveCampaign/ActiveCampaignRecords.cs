using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Turns rows of the API into records with the names that webhooks use. Pure.</summary>
internal static class ActiveCampaignRecords
{
    /// <summary>Kind of a record that was read, beside those of webhooks.</summary>
    public const string Kind = "read";

    private static readonly (string Name, string Member)[] Core =
        [("email", "email"), ("first_name", "firstName"), ("last_name", "lastName"), ("phone", "phone"), ("orgname", "orgname")];

    /// <summary>Null if the row has no id, or says itself that it is deleted.</summary>
    /// <param name="fields">What to keep, or null for everything.</param>
    public static SourceRecord? Of(
        ActiveCampaignModule module, JsonElement row, IEnumerable<KeyValuePair<string, string?>> beside,
        IReadOnlyCollection<string>? fields, DateTimeOffset readAt)
    {
        if (row.Member("id").Text() is not { Length: > 0 } id || IsDeleted(row))
        {
            return null;
        }

        var isContact = module.Name == ActiveCampaignModules.Contacts;
        return new SourceRecord
        {
            Kind = Kind,
            Module = module.Name,
            RecordId = id,
            Email = isContact ? Address.Fold(row.Member("email").Text()) : null,
            ChangedAt = ChangedAt(module, row, readAt),
            Fields = Kept((isContact ? OfContact(row) : OfOther(row)).Concat(beside), fields),
        };
    }

    public static DateTimeOffset ChangedAt(ActiveCampaignModule module, JsonElement row, DateTimeOffset readAt) => SourceTime.Or(
        module.Stamps.Select(stamp => CentralTime.Parse(row.Member(stamp).Text())).FirstOrDefault(time => time is not null), readAt);

    // Some readers report that a deleted contact can still be read under such an address.
    private static bool IsDeleted(JsonElement row) => row.Member("deleted").Text() is "1" or "true"
        || row.Member("email").Text()?.StartsWith("deleted+", StringComparison.OrdinalIgnoreCase) is true;

    private static IEnumerable<KeyValuePair<string, string?>> OfContact(JsonElement row) =>
        Core.Select(each => KeyValuePair.Create(each.Name, Filled(row.Member(each.Member).Text())));

    // What else there is keeps the API's own names. Money comes in the smallest unit; "amount" says it as people do.
    private static IEnumerable<KeyValuePair<string, string?>> OfOther(JsonElement row)
    {
        var values = row.Members().Where(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));
        foreach (var (name, value) in values)
        {
            yield return KeyValuePair.Create(name, Filled(value.Text()));
        }

        if (decimal.TryParse(row.Member("value").Text(), NumberStyles.Number, CultureInfo.InvariantCulture, out var minor)
            && row.Member("currency").Text() is { Length: > 0 } currency)
        {
            yield return KeyValuePair.Create<string, string?>(
                "amount", Money.OfMinor(minor, currency).Amount.ToString("0.####", CultureInfo.InvariantCulture));
        }
    }

    private static Dictionary<string, string?> Kept(IEnumerable<KeyValuePair<string, string?>> all, IReadOnlyCollection<string>? fields)
    {
        var kept = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in all)
        {
            if (fields is null || fields.Contains(name))
            {
                kept[name] = value;
            }
        }

        return kept;
    }

    private static string? Filled(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
