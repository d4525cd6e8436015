using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Console.Patches;

/// <summary>One operation of a JSON patch (RFC 6902) on the fields of a dead letter, e.g.
/// <c>{"op":"replace","path":"/phone","value":"+49 30 1234"}</c>.</summary>
public sealed record PatchOperation
{
    /// <summary><c>add</c>, <c>replace</c>, <c>remove</c> (the field is emptied), <c>copy</c>, <c>move</c> or <c>test</c>.</summary>
    [JsonPropertyName("op")]
    public string? Op { get; init; }

    /// <summary>A slash and the canonical name of the field.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; init; }

    /// <summary>For <c>copy</c> and <c>move</c>: the field that the value is taken from.</summary>
    [JsonPropertyName("from")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    [JsonPropertyName("value")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Value { get; init; }

    /// <summary>Fields carry text: a number or a truth value is its text.</summary>
    internal string? Text => Value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };

    internal string? Field => NameIn(Path);

    internal string? Source => NameIn(From);

    private static string? NameIn(string? pointer) => pointer is { Length: > 1 } && pointer[0] == '/' && !pointer.AsSpan(1).Contains('/')
        ? pointer[1..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
        : null;
}
