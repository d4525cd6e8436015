using System.Globalization;

namespace Sync.Connectors.Zoho;

/// <summary>Questions in Zoho's query language. It reads the database itself: the search API reads an index that lags behind,
/// and what is not found there yet would be made a second time. Source: "CRM Object Query Language (COQL)".</summary>
internal static class ZohoCoql
{
    public const int MostAddresses = 100;

    /// <summary>Up to this many rows a call costs one credit.</summary>
    public const int PageSize = 200;

    /// <summary>Nobody has this many records with one address; an answer that never ends has to end here.</summary>
    public const int FarthestOffset = 10_000;

    private static readonly string[] AlwaysOfCompanies = ["id", "Website", "Created_Time"];

    private static readonly string[] Always = ["id", "Email", "Created_Time"];

    /// <param name="fields">API names, checked by the caller.</param>
    public static string ByAddress(string module, IEnumerable<string> emails, IEnumerable<string> fields, int offset) => string.Create(
        CultureInfo.InvariantCulture,
        $"select {string.Join(", ", Always.Concat(fields).Distinct())} from {module} "
        + $"where (Email in ({string.Join(", ", emails.Select(Quote))})) order by Created_Time asc, id asc limit {offset}, {PageSize}");

    /// <summary>Records whose web site has the domain somewhere in it.</summary>
    public static string ByWebsite(string module, string domain, IEnumerable<string> fields) =>
        $"select {string.Join(", ", AlwaysOfCompanies.Concat(fields).Distinct())} from {module} "
        + $"where (Website like {Quote($"%{domain}%")}) order by Created_Time asc, id asc limit 0, 200";

    public static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
