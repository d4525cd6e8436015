using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary>Shows what a replay would write now, and writes nothing.</summary>
internal static class DryRun
{
    private static readonly string[] Columns = ["field", "known there", "would be written", "comes from"];

    public static async Task<int> Show(ConsoleApi api, Printer printer, TimeProvider time, JsonObject choice, TimeSpan patience, CancellationToken ct)
    {
        var plan = await new AnswerWatch(api, time, "api/plans").UntilEnd(await api.Post("api/plans", choice, ct), patience, ct);
        if (printer.Json)
        {
            printer.WriteJson(plan);
        }
        else
        {
            foreach (var letter in plan.Items("items"))
            {
                Print(printer, letter);
            }
        }

        return AnswerWatch.HasEnded(plan) ? ExitCodes.Done
            : throw new CommandException("no answer yet: the stage that decides is not running, or is busy. See: sync status");
    }

    private static void Print(Printer printer, JsonElement letter)
    {
        var name = $"Dead letter {letter.Text("deadLetterId")}";
        if (letter.Part("change") is not { ValueKind: JsonValueKind.Object } change)
        {
            printer.Line($"{name}: what it would come to is known once its payload is read anew; a replay does that.");
            return;
        }

        var writes = change.Items("writes");
        if (writes.Count == 0)
        {
            printer.Line($"{name}: nothing would be written ({change.Text("outcome")}).");
        }

        foreach (var write in writes)
        {
            printer.Heading($"{name} to {write.Text("target")}, {(write.Text("recordId") is { } id ? $"{write.Text("module")} {id}" : "looked for by address, else created")}");
            printer.Table(Columns, [.. write.Items("fields").Select(field => (IReadOnlyList<string>)
                [field.Text("name") ?? "", field.Text("known") ?? "(nothing)", field.Text("value") ?? "(empty)", $"{field.Text("by")} {Printable.Time(field.Text("at"))}"])]);
        }
    }
}
