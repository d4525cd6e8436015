using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>What stands beside contacts in an answer: values of custom fields, lists, tags and scores, each naming its contact.
/// What an answer does not hold at all is unknown, not empty. Pure.</summary>
/// <param name="reply">The whole answer.</param>
/// <param name="fields">Numbers of all custom fields by tag.</param>
internal sealed class ActiveCampaignBeside(JsonElement? reply, IReadOnlyDictionary<string, string> fields)
{
    private readonly ILookup<string, JsonElement>? _values = By(reply.Member("fieldValues"));
    private readonly ILookup<string, JsonElement>? _lists = By(reply.Member("contactLists"));
    private readonly ILookup<string, JsonElement>? _tagLinks = By(reply.Member("contactTags"));
    private readonly ILookup<string, JsonElement>? _scores = By(reply.Member("scoreValues"));

    private readonly Dictionary<string, string?>? _tagNames = reply.Member("tags") is not { ValueKind: JsonValueKind.Array } tags ? null
        : tags.EnumerateArray().DistinctBy(tag => tag.Member("id").Text() ?? "")
            .ToDictionary(tag => tag.Member("id").Text() ?? "", tag => tag.Member("tag").Text());

    public bool HasValues => _values is not null;

    public bool HasLists => _lists is not null;

    public bool HasTags => _tagLinks is not null && (_tagNames is not null || _tagLinks.Count == 0);

    /// <summary>Fields of one contact: <c>field:3</c> and <c>field:utm_source</c> of the same value, <c>list:3</c> with the number of
    /// its state, <c>score:2</c>, and <c>tags</c>.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Of(string contactId) =>
        [.. Values(contactId), .. Lists(contactId), .. Scores(contactId), .. Tags(contactId)];

    private IEnumerable<KeyValuePair<string, string?>> Values(string contactId)
    {
        if (_values is null)
        {
            return [];
        }

        var held = Mine(_values, contactId).GroupBy(value => value.Member("field").Text() ?? "")
            .ToDictionary(group => group.Key, group => group.Last().Member("value").Text());
        var names = held.Keys.Select(number => (Number: number, Name: number))
            .Concat(fields.Values.Select(number => (Number: number, Name: number)))
            .Concat(fields.Select(field => (Number: field.Value, Name: field.Key.ToLowerInvariant())));
        return names.DistinctBy(each => each.Name).Select(each => KeyValuePair.Create(
            "field:" + each.Name, held.GetValueOrDefault(each.Number) is { Length: > 0 } text ? text : null));
    }

    private IEnumerable<KeyValuePair<string, string?>> Lists(string contactId) => _lists is null ? [] : Mine(_lists, contactId)
        .Where(link => link.Member("list").Text() is not null)
        .Select(link => KeyValuePair.Create($"list:{link.Member("list").Text()}", link.Member("status").Text()));

    private IEnumerable<KeyValuePair<string, string?>> Scores(string contactId) => _scores is null ? [] : Mine(_scores, contactId)
        .Where(value => value.Member("score").Text() is not null)
        .Select(value => KeyValuePair.Create($"score:{value.Member("score").Text()}", value.Member("scoreValue").Text()));

    private IEnumerable<KeyValuePair<string, string?>> Tags(string contactId)
    {
        if (!HasTags)
        {
            return [];
        }

        var names = Mine(_tagLinks!, contactId)
            .Select(link => _tagNames?.GetValueOrDefault(link.Member("tag").Text() ?? "")).OfType<string>();
        return [KeyValuePair.Create("tags", string.Join(", ", names) is { Length: > 0 } text ? text : null)];
    }

    // Beside a single contact they need not say whose they are.
    private static IEnumerable<JsonElement> Mine(ILookup<string, JsonElement> all, string contactId) => all[contactId].Concat(all[""]);

    private static ILookup<string, JsonElement>? By(JsonElement? array) => array is not { ValueKind: JsonValueKind.Array } several ? null
        : several.EnumerateArray().ToLookup(each => each.Member("contact").Text() ?? "");
}
