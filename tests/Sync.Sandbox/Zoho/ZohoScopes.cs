namespace Sync.Sandbox.Zoho;

/// <summary>Which scope a call needs, and whether one of those granted covers it.</summary>
internal static class ZohoScopes
{
    /// <summary>What a token has unless less was asked for.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "ZohoCRM.modules.ALL", "ZohoCRM.settings.ALL", "ZohoCRM.notifications.ALL", "ZohoCRM.users.READ", "ZohoCRM.org.READ",
        "ZohoCRM.coql.READ", "ZohoSearch.securesearch.READ", "ZohoCRM.bulk.ALL", "ZohoCRM.change_owner.CREATE",
        "ZohoCRM.composite_requests.CUSTOM",
    ];

    /// <summary>All of them are needed. Parts are area, what in it (or nothing) and the kind of access.</summary>
    public static IEnumerable<string> Needed(string method, IReadOnlyList<string> path) => path switch
    {
        ["read" or "write", ..] => [$"ZohoCRM.bulk.{Access(method)}"],
        ["org", ..] => ["ZohoCRM.org.READ"],
        ["users", ..] => ["ZohoCRM.users.READ"],
        ["coql"] => ["ZohoCRM.coql.READ"],
        ["__composite_requests"] => ["ZohoCRM.composite_requests.CUSTOM"],
        ["actions", "watch"] => [$"ZohoCRM.notifications.{Access(method)}"],
        ["settings", "automation", var what, ..] => [$"ZohoCRM.settings.{what}.{Access(method)}"],
        ["settings", var what, ..] => [$"ZohoCRM.settings.{what}.{Access(method)}"],
        [_, .., "actions", "change_owner"] => ["ZohoCRM.change_owner.CREATE"],
        [_, "search"] or [_, "actions", "count"] => [$"ZohoCRM.modules.{path[0]}.READ", "ZohoSearch.securesearch.READ"],
        [var module, ..] => [$"ZohoCRM.modules.{module}.{Access(method)}"],
        _ => [],
    };

    /// <summary>ALL stands for every access, WRITE for creating and updating, and an area alone for everything in it.</summary>
    public static bool Covers(string granted, string needed)
    {
        var (area, access) = Split(granted);
        var (wanted, way) = Split(needed);
        var sameArea = wanted.Equals(area, StringComparison.OrdinalIgnoreCase)
            || wanted.StartsWith($"{area}.", StringComparison.OrdinalIgnoreCase);
        return sameArea && (access.Equals("ALL", StringComparison.OrdinalIgnoreCase) || access.Equals(way, StringComparison.OrdinalIgnoreCase)
            || (access.Equals("WRITE", StringComparison.OrdinalIgnoreCase) && way is "CREATE" or "UPDATE"));
    }

    private static (string Area, string Access) Split(string scope) =>
        scope.LastIndexOf('.') is > 0 and var dot ? (scope[..dot], scope[(dot + 1)..]) : (scope, "ALL");

    private static string Access(string method) => method switch
    {
        "GET" => "READ",
        "POST" => "CREATE",
        "DELETE" => "DELETE",
        _ => "UPDATE",
    };
}
