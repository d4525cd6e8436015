using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>The vendors' names in the control API.</summary>
internal static class VendorName
{
    public const string ActiveCampaign = "activecampaign";
    public const string Zoho = "zoho";
    public const string Salesforce = "salesforce";

    public static string? Normalise(string? name) => name?.ToLowerInvariant() switch
    {
        "ac" or ActiveCampaign => ActiveCampaign,
        Zoho => Zoho,
        Salesforce => Salesforce,
        _ => null,
    };

    /// <exception cref="BadControlCallException">No vendor of that name.</exception>
    public static string Read(JsonElement json) => Require(json.Text("vendor"));

    public static string Require(string? name) => Normalise(name)
        ?? throw new BadControlCallException($"Unknown vendor '{name}'. Use activecampaign, zoho or salesforce.");
}
