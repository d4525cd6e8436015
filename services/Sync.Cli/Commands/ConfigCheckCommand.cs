using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Policy;

namespace Sync.Cli.Commands;

/// <summary><c>sync config check</c>: reads the configuration as the services would, on this machine and without the console.</summary>
internal static class ConfigCheckCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var file = PolicyFile.Argument();
        var command = new ExampleCommand(
            "check", "Reads the configuration as the services would and tells every mistake.", "sync config check deploy/sync.yaml")
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var path = PolicyFile.PathOf(parsed.GetValue(file), world);
            var reading = PolicyRegistration.Load(path);
            Print(shared.Printer(parsed, world), path, reading);
            return reading.IsValid ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void Print(Printer printer, string path, PolicyReading reading)
    {
        if (printer.Json)
        {
            printer.WriteJson(JsonDocument.Parse(AsJson(path, reading).ToJsonString()).RootElement);
        }
        else if (reading.IsValid)
        {
            PrintPolicy(printer, path, reading.Policy);
        }
        else
        {
            PrintMistakes(printer, path, reading.Mistakes);
        }
    }

    private static void PrintPolicy(Printer printer, string path, SyncPolicy policy)
    {
        printer.Heading($"{path} is right. Version {policy.Version}");
        printer.Table(
            ["connection", "vendor", "calls a second", "at once"],
            [
                .. policy.Connections.Values.Select(connection => new[]
                {
                    connection.Name, connection.Vendor, Number(connection.Limits.CallsPerSecond), Number(connection.Limits.Concurrency),
                }),
            ]);
        printer.Table(
            ["route", "from", "to", "creates in", "updates", "fields"],
            [
                .. policy.Routes.Select(route => new[]
                {
                    route.Name, route.From, route.To, route.Create ? route.CreateIn : "no", route.Update ? "yes" : "no",
                    string.Join(", ", route.Fields.Select(field => field.Name)),
                }),
            ]);
    }

    internal static void PrintMistakes(Printer printer, string path, IReadOnlyList<PolicyMistake> mistakes)
    {
        foreach (var line in PolicyReport.Lines(path, mistakes))
        {
            printer.Line(line);
        }

        printer.Line(mistakes.Count == 1 ? "1 mistake." : $"{Number(mistakes.Count)} mistakes.");
    }

    private static JsonObject AsJson(string path, PolicyReading reading) => new()
    {
        ["file"] = path,
        ["valid"] = reading.IsValid,
        ["version"] = reading.Policy?.Version,
        ["mistakes"] = new JsonArray([.. reading.Mistakes.Select(AsJson)]),
    };

    private static JsonObject AsJson(PolicyMistake mistake) => new()
    {
        ["line"] = mistake.Line,
        ["path"] = mistake.Path,
        ["problem"] = mistake.Problem,
        ["cure"] = mistake.Cure,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
