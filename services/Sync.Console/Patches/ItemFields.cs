using System.Text.Json;
using Sync.Contracts;

namespace Sync.Console.Patches;

/// <summary>Finds the canonical fields in what a dead letter carries. Pure.</summary>
internal static class ItemFields
{
    /// <summary>Null where there are none: what could not be read as a change of a person cannot be corrected field by field.</summary>
    public static IReadOnlyDictionary<string, string?>? Of(string stage, string item)
    {
        if (stage is not (Stages.Matched or Stages.Written))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(item);
            // A change or a whole write request has its fields in a part of its own; a refused write is its fields.
            return Texts(document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("fields", out var part)
                && part.ValueKind == JsonValueKind.Object ? part : document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string?>? Texts(JsonElement fields) =>
        fields.ValueKind == JsonValueKind.Object
        && fields.EnumerateObject().All(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString())
            : null;
}
