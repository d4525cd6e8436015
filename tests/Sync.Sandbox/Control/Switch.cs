using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Control;

/// <summary>A fact that a vendor's documentation leaves open, or that has changed over time, and which way the sandbox takes it.</summary>
/// <param name="name">Its key in PUT /switches.</param>
/// <param name="meaning">What it decides, for GET /switches.</param>
/// <param name="choices">The values it can have, the usual one first; none when any text may be given.</param>
internal sealed class Switch(string name, string meaning, params string[] choices)
{
    public string Name { get; } = name;

    public string Value { get; private set; } = choices.FirstOrDefault() ?? string.Empty;

    public bool On => Value == "on";

    /// <summary>The value as a number from 0 to 1; 0 when it is none.</summary>
    public double Share => double.TryParse(Value, CultureInfo.InvariantCulture, out var share) ? Math.Clamp(share, 0, 1) : 0;

    /// <summary>A value that is a list, in parts.</summary>
    public IEnumerable<string> Parts => Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Is(string value) => Value == value;

    /// <exception cref="BadControlCallException">The value is not one of the choices.</exception>
    public void Set(JsonElement value)
    {
        var text = TextOf(value);
        if (choices.Length > 0 && !choices.Contains(text))
        {
            throw new BadControlCallException($"'{Name}' cannot be '{text}'. Use one of: {string.Join(", ", choices)}.");
        }

        Value = text;
    }

    public void Reset() => Value = choices.FirstOrDefault() ?? string.Empty;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(Name);
        json.WriteString("value", Value);
        json.WriteString("meaning", meaning);
        json.WriteStartArray("choices");
        foreach (var choice in choices)
        {
            json.WriteStringValue(choice);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Lists may come as JSON arrays, and "on" and "off" as true and false.</summary>
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        _ => string.Empty,
    };
}
