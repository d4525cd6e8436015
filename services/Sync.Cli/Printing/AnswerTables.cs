using System.Text.Json;
using Sync.Cli.Remote;

namespace Sync.Cli.Printing;

/// <summary>Shows any JSON object: single values first, then each part under its name.</summary>
internal static class AnswerTables
{
    public static void PrintAll(this Printer printer, JsonElement answer)
    {
        var parts = answer.EnumerateObject().ToList();
        var values = parts.Where(part => !IsNested(part.Value)).ToList();
        if (values.Count > 0)
        {
            printer.Pairs(values.Select(part => (Words(part.Name), Cell(part.Name, part.Value))));
        }

        foreach (var part in parts.Where(part => IsNested(part.Value)))
        {
            printer.Heading(Words(part.Name));
            PrintPart(printer, part.Value);
        }
    }

    /// <summary>Objects as rows; what any of them has is a column.</summary>
    public static void PrintRows(this Printer printer, IReadOnlyList<JsonElement> rows, IReadOnlyList<string>? columns = null)
    {
        var names = columns ?? [.. rows.SelectMany(row => row.EnumerateObject().Select(part => part.Name)).Distinct()];
        printer.Table(
            [.. names.Select(Words)],
            [.. rows.Select(row => names.Select(name => row.Part(name) is { } part ? Cell(name, part) : "").ToList())]);
    }

    private static void PrintPart(Printer printer, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object && part.EnumerateObject().Any())
        {
            printer.PrintAll(part);
        }
        else if (part.ValueKind == JsonValueKind.Array && part.GetArrayLength() > 0)
        {
            var items = part.EnumerateArray().ToList();
            if (items.TrueForAll(item => item.ValueKind == JsonValueKind.Object))
            {
                printer.PrintRows(items);
            }
            else
            {
                printer.Line($"  {string.Join(", ", items.Select(item => item.AsText()))}");
            }
        }
        else
        {
            printer.Line("  none");
        }
    }

    private static bool IsNested(JsonElement element) => element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string Cell(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? string.Join(", ", value.EnumerateObject().Where(part => part.Value.ValueKind != JsonValueKind.Null).Select(part => $"{Words(part.Name)} {Cell(part.Name, part.Value)}"))
        : name == "at" || name.EndsWith("At", StringComparison.Ordinal) ? Printable.Time(value.AsText()) : value.AsText();

    /// <summary><c>inFlight</c> becomes <c>in flight</c>; names given by people, such as outcomes, stay as they are.</summary>
    private static string Words(string name) => name.All(char.IsAsciiLetterOrDigit)
        ? string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"))
        : name;
}
