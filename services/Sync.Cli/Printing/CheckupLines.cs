using System.Text.Json;
using Sync.Cli.Remote;

namespace Sync.Cli.Printing;

/// <summary>Shows a checkup: a line for each thing looked at, under the connection that it belongs to.</summary>
internal static class CheckupLines
{
    public static void Print(Printer printer, JsonElement checkup)
    {
        foreach (var connection in checkup.Items("connections").Where(connection => connection.Part("checkedAt") is not null))
        {
            var lines = connection.Items("lines");
            printer.Heading($"{connection.Text("name")}: {Summary(lines)}");
            foreach (var line in lines)
            {
                printer.Line(IsOk(line) ? Good(line) : Bad(line));
            }

            printer.Line();
        }
    }

    private static string Summary(IReadOnlyList<JsonElement> lines) => lines.Count(line => !IsOk(line)) switch
    {
        0 => "all is well",
        1 => "1 thing is wrong",
        var wrong => $"{wrong} things are wrong",
    };

    private static bool IsOk(JsonElement line) => line.Part("ok") is { ValueKind: JsonValueKind.True };

    private static string Good(JsonElement line) =>
        $"  ok     {line.Text("check")}" + (line.Text("detail") is { } detail ? $": {detail}" : "");

    private static string Bad(JsonElement line) =>
        $"  WRONG  {line.Text("check")}: {line.Text("problem")?.TrimEnd('.')}. {line.Text("cure")}".TrimEnd();
}
