using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A delivery of a workflow rule. Its fields are what an administrator typed: the record is looked for by likely names, or by the one
/// that the address gives with <c>idIn</c>, as in <c>…?module=Leads&amp;idIn=number</c>.</summary>
internal static class ZohoWorkflow
{
    private const string Kind = "workflow";

    // Names that say which module they are of, and those that do not.
    private static readonly Dictionary<string, string?> IdNames = new(StringComparer.Ordinal)
    {
        ["leadid"] = "Leads",
        ["contactid"] = "Contacts",
        ["accountid"] = "Accounts",
        ["dealid"] = "Deals",
        ["potentialid"] = "Deals",
        ["taskid"] = "Tasks",
        ["id"] = null,
        ["recordid"] = null,
        ["entityid"] = null,
    };

    private static readonly string[] ChangeWords = ["modif", "chang", "updat"];

    public static WebhookReading Read(IEnumerable<(string Name, string? Value)> body, FormPairs query, DateTimeOffset receivedAt)
    {
        var said = body.ToList();
        var pairs = said.Concat(Of(query)).Select(pair => (Name: Plain(pair.Name), pair.Value)).ToList();
        var names = InAddress(query, "idin") is { Length: > 0 } given
            ? new Dictionary<string, string?> { [Plain(given)] = null }
            : IdNames;
        var ids = pairs
            .Where(pair => names.ContainsKey(pair.Name))
            .Select(pair => (Module: names[pair.Name], Id: ZohoNames.RecordId(pair.Value)))
            .Where(pair => pair.Id is not null).Distinct().ToList();
        var named = ZohoNames.Module(InAddress(query, "module"));
        var (module, id) = named is null ? Inferred(ids) : (named, Best(named, ids));

        return module is null || id is null
            ? new WebhookReading.UnknownKind(Kind, SampleOf.Names(said.Select(pair => pair.Name)))
            : new WebhookReading.Hint($"{module}.{Kind}", module, [id], receivedAt);
    }

    /// <summary>True if a pair tells the moment of the change: by its name, and with a time of day in its value.</summary>
    public static bool SaysWhen(IEnumerable<(string Name, string? Value)> pairs) => pairs.Any(pair =>
        ChangeWords.Any(word => pair.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        && pair.Value is { Length: >= 10 and <= 40 } value && value.Contains(':', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));

    public static IEnumerable<(string Name, string? Value)> Of(FormPairs form) =>
        Enumerable.Range(0, form.Count).Select(i => (form.Name(i), (string?)form.Value(i)));

    /// <summary>The members of the object, and of the one inside it that templates like to wrap things in.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(JsonElement json)
    {
        var inner = json.Member("data") is { } data ? data.ValueKind is JsonValueKind.Array ? FirstOf(data) : data : default;
        return json.Members().Concat(inner.Members()).Select(member => (member.Name, member.Value.Text()));
    }

    private static string? InAddress(FormPairs query, string name) => Of(query).LastOrDefault(pair => Plain(pair.Name) == name).Value;

    private static JsonElement FirstOf(JsonElement array) => array.EnumerateArray().FirstOrDefault();

    private static string? Best(string module, List<(string? Module, string? Id)> ids) =>
        ids.FirstOrDefault(each => each.Module == module).Id
        ?? ids.FirstOrDefault(each => each.Module is null).Id
        ?? (ids.Count == 1 ? ids[0].Id : null);

    // lead_id can only be a lead's. With two such names nobody can tell which record the rule ran for.
    private static (string?, string?) Inferred(List<(string? Module, string? Id)> ids) =>
        ids.Where(each => each.Module is not null).ToList() is [var only] ? only : (null, null);

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
