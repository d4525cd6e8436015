using System.Globalization;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Names of fields as people write them, which are those of webhooks, and as the API has them.</summary>
internal static class ActiveCampaignNames
{
    /// <summary>
    /// Not a field of the vendor's, which knows lists only: told where a contact leaves the last of its lists; written, it leaves them all.
    /// </summary>
    public const string Unsubscribed = "unsubscribed";

    private const string CustomPrefix = "field:";

    private static readonly Dictionary<string, string> Core = new(StringComparer.Ordinal)
    {
        ["email"] = "email",
        ["first_name"] = "firstName",
        ["last_name"] = "lastName",
        ["phone"] = "phone",
    };

    /// <summary>Null if a contact has no such field that can be written.</summary>
    public static string? ToApi(string name) => Core.GetValueOrDefault(name);

    public static string FromApi(string name) => Core.FirstOrDefault(each => each.Value == name).Key ?? name;

    /// <summary>The number or personalisation tag of a custom field; null if it is none.</summary>
    public static string? Custom(string name) =>
        name.StartsWith(CustomPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > CustomPrefix.Length
            ? name[CustomPrefix.Length..].ToLower(CultureInfo.InvariantCulture)
            : null;
}
