using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Writer.Work;

/// <summary>Field values as JSON in a column.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string?>))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
internal sealed partial class WorkJson : JsonSerializerContext
{
    public static string Write(IReadOnlyDictionary<string, string?> fields) =>
        JsonSerializer.Serialize(fields, Default.IReadOnlyDictionaryStringString);

    public static Dictionary<string, string?> Read(string json) => JsonSerializer.Deserialize(json, Default.DictionaryStringString)!;
}
