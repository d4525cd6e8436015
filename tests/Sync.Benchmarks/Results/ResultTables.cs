using System.Globalization;
using Spectre.Console;

namespace Sync.Benchmarks.Results;

/// <summary>Results for people.</summary>
internal sealed class ResultTables
{
    private const int WidthOfFile = 160;
    private readonly IAnsiConsole _console;

    public ResultTables()
    {
        var toFile = Console.IsOutputRedirected;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = toFile ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = toFile ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        _console.Profile.Width = toFile ? WidthOfFile : _console.Profile.Width;
    }

    public void Print(Report report)
    {
        if (report.Machine is { } machine)
        {
            Line($"{machine.Cores} cores ({machine.Processor}), {machine.MemoryMegabytes / 1_024.0:0.#} GB, Linux {machine.Kernel}; "
                + $"flush {machine.FlushMilliseconds:0.00} ms (p99 {machine.FlushP99Milliseconds:0.00})");
            Line($"{machine.DotNet}, PostgreSQL {machine.PostgreSql}, RabbitMQ {machine.RabbitMq}; commit {machine.Commit ?? "?"}");
        }

        Figures(report.Figures);
        report.Cpu.ForEach(cpu => Cpu(cpu, report.Machine?.Cores ?? 1));
        report.Notes.ForEach(Line);
    }

    private void Figures(IEnumerable<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("figure");
        foreach (var name in (string[])["value", "limit, same run", "ratio", "must", "aim"])
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var figure in figures)
        {
            table.AddRow(
                new Text(figure.Name), new Text($"{Number(figure.Value)} {figure.Unit}"),
                new Text(figure.Limit is { } limit ? $"{Number(limit)} {figure.LimitName}" : ""),
                new Text(Ratio(figure)),
                new Text(Mark(figure.Goal, figure.Goal?.Must)),
                new Text(Mark(figure.Goal, figure.Goal?.Aim)),
                Word(figure.Verdict));
        }

        _console.Write(table);
    }

    private void Cpu(CpuShares cpu, int cores)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"CPU µs per delivery by process: {cpu.What}");
        table.AddColumn("process");
        table.AddColumn(new TableColumn("µs").RightAligned());
        table.AddColumn(new TableColumn("share of the machine").RightAligned());
        foreach (var (part, seconds) in cpu.Parts)
        {
            table.AddRow(part, $"{seconds / cpu.Deliveries * 1_000_000:0}", $"{seconds / cpu.Seconds / cores * 100:0.0} %");
        }

        _console.Write(table);
        Line($"  {cpu.Deliveries} deliveries in {cpu.Seconds:0.0} s. At this cost {cores} cores carry at most {cores / cpu.SecondsEach:0}/s"
            + (cpu.RatioByCpu is { } ratio
                ? $", {ratio * 100:0.0} % of what the no-op host's cost allows ({cores / cpu.NoopSecondsEach:0}/s)."
                : "."));
    }

    private void Line(string text) => _console.WriteLine(text);

    private static string Mark(Goal? goal, double? mark) => goal is null || mark is null
        ? ""
        : $"{(goal.AtMost ? "≤" : "≥")} {(goal.OfRatio ? $"{mark * 100:0.#} %" : Number(mark.Value))}";

    // A share of what could be, or how many times what it would be at least.
    private static string Ratio(Figure figure) => figure.Ratio is not { } ratio ? ""
        : figure.Goal is { OfRatio: true } ? $"{ratio * 100:0.0} %" : $"× {Number(Math.Round(ratio, 1))}";

    private static string Number(double value) => value switch
    {
        double.NaN => "none",
        _ when Math.Abs(value) >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 100 || value == Math.Floor(value) => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0#", CultureInfo.InvariantCulture),
    };

    private static Text Word(Verdict? verdict) => verdict switch
    {
        Verdict.Reached => new Text("ok, aim reached", new Style(Color.Green)),
        Verdict.Short => new Text("ok", new Style(Color.Green)),
        Verdict.Missed => new Text("NOT REACHED", new Style(Color.Red, decoration: Decoration.Bold)),
        _ => new Text(""),
    };
}
