using System.Text;

namespace Sync.Console.Pages;

/// <summary>Writes tables that a spreadsheet opens without running what strangers typed.</summary>
internal static class Csv
{
    // What a spreadsheet takes for the beginning of a formula, also behind a tab or a line break (OWASP, CSV Injection).
    private static readonly char[] Dangerous = ['=', '+', '-', '@', '\t', '\r', '\n'];

    public static string Of(IEnumerable<string> names, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(names))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    internal static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTimeOffset at => at.UtcDateTime.ToString("O"),
            IFormattable plain => plain.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        var safe = value is string && text.Length > 0 && Dangerous.Contains(text[0]) ? $"'{text}" : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
