namespace Sync.Connectors.ActiveCampaign;

/// <summary>Several choices in one text, as ActiveCampaign writes them: <c>||Red||Blue||</c>.</summary>
internal static class ActiveCampaignChoices
{
    public static string? Join(IEnumerable<string?> choices) =>
        string.Join("||", choices.Where(each => !string.IsNullOrEmpty(each))) is { Length: > 0 } text ? $"||{text}||" : null;

    public static IEnumerable<string> Split(string text) =>
        text.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
