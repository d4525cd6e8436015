using System.Text.Json;
using Spectre.Console;

namespace Sync.Cli.Printing;

/// <summary>Writes answers: tables for people, JSON for scripts.</summary>
internal sealed class Printer
{
    /// <summary>A file has no edge: wide enough that no cell is broken over lines without need.</summary>
    private const int WidthOfFile = 240;

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    private readonly TextWriter _output;
    private readonly IAnsiConsole _console;
    private readonly int? _screenWidth;

    public Printer(TextWriter output, int? screenWidth, bool json)
    {
        _output = output;
        _screenWidth = screenWidth;
        Json = json;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = screenWidth is null ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = screenWidth is null ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        _console.Profile.Width = screenWidth ?? WidthOfFile;
    }

    /// <summary>A script is listening.</summary>
    public bool Json { get; }

    public void WriteJson(JsonElement answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            answer.WriteTo(writer);
        }

        _output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public void Line(string text = "") => _output.WriteLine(Printable.Of(text));

    /// <summary>A bar that moves, for people at a screen; a file gets none.</summary>
    public void Progress(long done, long total)
    {
        const int Width = 30;
        if (Json || _screenWidth is null || total < 1)
        {
            return;
        }

        var full = (int)(Width * Math.Min(done, total) / total);
        _output.Write($"\r[{new string('#', full)}{new string('-', Width - full)}] {done} of {total}{(done >= total ? Environment.NewLine : "")}");
        _output.Flush();
    }

    public void Heading(string text)
    {
        _console.Write(new Text(Printable.Of(text), new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    /// <summary>Names with their values, without a header.</summary>
    public void Pairs(IEnumerable<(string Name, string Value)> pairs)
    {
        var grid = new Grid().AddColumn(new GridColumn { Padding = new Padding(2, 0, 3, 0) }).AddColumn();
        foreach (var (name, value) in pairs)
        {
            grid.AddRow(new Text(Printable.Of(name)), new Text(Printable.Of(value)));
        }

        _console.Write(grid);
    }

    /// <summary>Columns in which every cell is empty are left out.</summary>
    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var shown = Enumerable.Range(0, columns.Count).Where(index => rows.Any(row => row[index].Length > 0)).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var index in shown)
        {
            table.AddColumn(new TableColumn(new Text(columns[index])) { NoWrap = columns[index] is "id" or "at" });
        }

        foreach (var row in rows)
        {
            table.AddRow(shown.Select(index => new Text(Printable.Of(row[index]))));
        }

        _console.Write(table);
    }
}
