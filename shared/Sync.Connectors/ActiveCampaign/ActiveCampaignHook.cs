using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A webhook as the account has it.</summary>
internal sealed record ActiveCampaignHook(
    string Id, string Name, string Url, string? List, IReadOnlyList<string> Kinds, IReadOnlyList<string> Sources)
{
    /// <summary>Ids grow.</summary>
    public long Age => long.TryParse(Id, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    public static ActiveCampaignHook? From(JsonElement row) => row.Member("id").Text() is not { Length: > 0 } id ? null : new(
        id, row.Member("name").Text() ?? "", row.Member("url").Text() ?? "", row.Member("listid").Text(), Texts(row, "events"),
        Texts(row, "sources"));

    private static List<string> Texts(JsonElement row, string name) =>
        [.. row.Member(name).Items().Select(each => each.Text()).OfType<string>()];
}
