using System.Text.Json;
using System.Text.Json.Serialization;
using Sync.Contracts;

namespace Sync.Writer.Work;

/// <summary>Field values as JSON in a column.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string?>))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, SeenWrite>))]
internal sealed partial class WorkJson : JsonSerializerContext
{
    public static string Write(IReadOnlyDictionary<string, string?> fields) =>
        JsonSerializer.Serialize(fields, Default.IReadOnlyDictionaryStringString);

    public static string Write(IReadOnlyDictionary<string, SeenWrite> seen) =>
        JsonSerializer.Serialize(seen, Default.IReadOnlyDictionaryStringSeenWrite);

    public static IReadOnlyDictionary<string, SeenWrite> ReadSeen(string json) =>
        JsonSerializer.Deserialize(json, Default.IReadOnlyDictionaryStringSeenWrite)!;

    public static Dictionary<string, string?> Read(string json) => JsonSerializer.Deserialize(json, Default.DictionaryStringString)!;
}
