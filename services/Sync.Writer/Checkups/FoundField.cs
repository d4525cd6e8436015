using System.Text.Json;
using Sync.Connectors;
using Sync.Storage;

namespace Sync.Writer.Checkups;

/// <summary>A field that a connection has, of those that routes read from it.</summary>
internal sealed record FoundField(string Module, FieldInfo Field)
{
    public static string Write(IReadOnlyList<FoundField> found) => JsonSerializer.Serialize(found, OutboxJson.Options);

    public static IReadOnlyList<FoundField> Read(string json) => JsonSerializer.Deserialize<List<FoundField>>(json, OutboxJson.Options)!;

    /// <summary>True for the name that <c>sync.yaml</c> has for it.</summary>
    public bool Is(string name) =>
        Field.Name == name || (Field.Alias is { } alias && string.Equals(alias, name, StringComparison.OrdinalIgnoreCase));
}
