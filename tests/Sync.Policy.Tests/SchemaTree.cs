using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sync.Policy.Tests;

/// <summary>The schema that editors are given, read with as much of JSON Schema as it uses.</summary>
internal sealed class SchemaTree(JsonElement root)
{
    public static SchemaTree OfTheProject() => new(
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sync.schema.json"))).RootElement.Clone());

    /// <summary>Places of all keys that the schema offers, an entry of a list being <c>[]</c> and a name of one's own <c>*</c>.</summary>
    public IEnumerable<string> Places() => PlacesIn(root, "").Distinct();

    /// <summary>Words that may stand at a place.</summary>
    public IReadOnlyList<string> WordsAt(string definition, string key) => Words(
        Options(root.GetProperty("$defs").GetProperty(definition)).Select(option => Property(option, key)).First(found => found is not null)!.Value);

    public IReadOnlyList<string> WordsOf(string definition) => Words(root.GetProperty("$defs").GetProperty(definition));

    /// <summary>Words that may stand at a place that is not a definition's.</summary>
    public IReadOnlyList<string> WordsUnder(params string[] path) => Words(path.Aggregate(root, (schema, key) => Property(schema, key)!.Value));

    /// <summary>What is wrong with a document; empty if it is as the schema says.</summary>
    public IEnumerable<string> Faults(JsonElement document) => Faults(root, document, "");

    private static JsonElement? Property(JsonElement schema, string key) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var found) ? found : null;

    private static IReadOnlyList<string> Words(JsonElement schema) =>
        [.. schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!)];

    private IEnumerable<string> PlacesIn(JsonElement given, string path)
    {
        foreach (var schema in Options(given))
        {
            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject())
                {
                    var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    foreach (var below in PlacesIn(property.Value, place).Prepend(place))
                    {
                        yield return below;
                    }
                }
            }

            // Maps from text to text are data, not keys.
            if (schema.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object
                && PlacesIn(any, $"{path}.*").ToList() is { Count: > 0 } inside)
            {
                foreach (var below in inside.Prepend($"{path}.*"))
                {
                    yield return below;
                }
            }

            if (schema.TryGetProperty("items", out var items))
            {
                foreach (var below in PlacesIn(items, $"{path}[]"))
                {
                    yield return below;
                }
            }
        }
    }

    private IEnumerable<JsonElement> Options(JsonElement schema)
    {
        var whole = Follow(schema);
        return whole.TryGetProperty("oneOf", out var several) ? several.EnumerateArray().Select(Follow) : [whole];
    }

    private JsonElement Follow(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? root.GetProperty("$defs").GetProperty(reference.GetString()![(reference.GetString()!.LastIndexOf('/') + 1)..])
        : schema;

    private IEnumerable<string> Faults(JsonElement given, JsonElement value, string path)
    {
        var schema = Follow(given);
        if (schema.TryGetProperty("oneOf", out var several))
        {
            var fitting = several.EnumerateArray().Count(option => !Faults(option, value, path).Any());
            return fitting == 1 ? [] : [$"{path}: fits {fitting} of the ways"];
        }

        return OfValue(schema, value, path)
            .Concat(value.ValueKind == JsonValueKind.Object ? OfObject(schema, value, path) : [])
            .Concat(value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
                ? value.EnumerateArray().SelectMany((item, index) => Faults(items, item, $"{path}[{index}]")) : []);
    }

    private static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("not", out _))
        {
            yield return $"{path}: must not be";
        }

        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Contains(TypeOf(value)))
        {
            yield return $"{path}: {value.GetRawText()} is not {type}";
        }

        if (schema.TryGetProperty("const", out var only) && only.ToString() != value.ToString())
        {
            yield return $"{path}: {value} is not {only}";
        }

        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => word.ToString() != value.ToString()))
        {
            yield return $"{path}: {value} is none of {words}";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.ToString(), pattern.GetString()!))
        {
            yield return $"{path}: {value} is not like {pattern}";
        }

        if (schema.TryGetProperty("minimum", out var least) && value.GetInt32() < least.GetInt32())
        {
            yield return $"{path}: {value} is less than {least}";
        }
    }

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var inside = Property(schema, member.Name)
                ?? (schema.TryGetProperty("additionalProperties", out var any) ? any : default);
            foreach (var fault in inside.ValueKind switch
            {
                JsonValueKind.Object => Faults(inside, member.Value, $"{path}.{member.Name}"),
                JsonValueKind.False => [$"{path}.{member.Name}: is not known"],
                _ => [],
            })
            {
                yield return fault;
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var key in required.EnumerateArray().Where(key => !value.TryGetProperty(key.GetString()!, out _)))
            {
                yield return $"{path}: lacks {key}";
            }
        }
    }

    // Every number in these files is whole.
    private static IEnumerable<string> TypesOf(JsonElement type) => (type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(each => each.GetString()!) : [type.GetString()!]).Select(each => each == "number" ? "integer" : each);

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        _ => "string",
    };
}
