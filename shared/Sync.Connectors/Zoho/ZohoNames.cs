namespace Sync.Connectors.Zoho;

/// <summary>What may stand in a path or a query.</summary>
internal static class ZohoNames
{
    private const int Longest = 100;

    // Merge fields of workflow webhooks give ids this way.
    private const string MergePrefix = "zcrm_";

    /// <summary>The API name of a module, or null if it cannot be one.</summary>
    public static string? Module(string? text) =>
        text?.Trim() is { Length: > 0 and <= Longest } name && name.All(IsPartOfName) ? name : null;

    /// <summary>API names of fields, dotted where a lookup is followed.</summary>
    public static bool IsField(string name) =>
        name.Length is > 0 and <= Longest && name.All(each => IsPartOfName(each) || each is '.' or '$');

    /// <summary>Ids are up to 19 digits; one that is not makes Zoho refuse the whole call.</summary>
    public static string? RecordId(string? text)
    {
        var id = text?.Trim() ?? "";
        id = id.StartsWith(MergePrefix, StringComparison.OrdinalIgnoreCase) ? id[MergePrefix.Length..] : id;
        return id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit) ? id : null;
    }

    private static bool IsPartOfName(char each) => char.IsAsciiLetterOrDigit(each) || each is '_';
}
