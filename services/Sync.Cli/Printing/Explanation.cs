using System.Text.Json;
using Sync.Cli.Remote;

namespace Sync.Cli.Printing;

/// <summary>Shows a time line. Its first line answers the question: which stage was the last, and what came of it.</summary>
internal static class Explanation
{
    private static readonly string[] Columns = ["at", "stage", "outcome", "target", "record", "delivery", "detail"];

    public static void Print(Printer printer, JsonElement answer)
    {
        var events = answer.Items("events");
        var subject = answer.Text("email") ?? (DeliveryOf(answer) is { } id ? $"delivery {id}" : "asked for");
        printer.Heading($"{subject}: {answer.Text("lastStage") ?? (events.Count == 0 ? "nothing has happened yet" : LastOf(events))}");
        PrintPerson(printer, answer);
        if (answer.Part("delivery") is { ValueKind: JsonValueKind.Object } delivery)
        {
            printer.PrintAll(delivery);
        }

        PrintOpen(printer, answer);
        if (events.Count > 0)
        {
            printer.Table(Columns, [.. events.Select(Row)]);
        }

        PrintCalls(printer, answer.Items("calls"));
    }

    private static string? DeliveryOf(JsonElement answer) => answer.Part("delivery") switch
    {
        { ValueKind: JsonValueKind.Object } delivery => delivery.Text("id"),
        { ValueKind: JsonValueKind.Number } number => number.AsText(),
        _ => null,
    };

    private static string LastOf(IReadOnlyList<JsonElement> events) => $"{events[^1].Text("stage")}: {events[^1].Text("outcome")}";

    private static void PrintPerson(Printer printer, JsonElement answer)
    {
        if (answer.Part("person") is not { ValueKind: JsonValueKind.Object } person)
        {
            return;
        }

        printer.Line($"Person {person.Text("id")}");
        foreach (var link in person.Items("links"))
        {
            printer.Line($"  {link.Text("connection")}: {link.Text("module")} {link.Text("recordId")}");
        }
    }

    // What waits for somebody to act comes before what has happened.
    private static void PrintOpen(Printer printer, JsonElement answer)
    {
        foreach (var wait in answer.Items("waits"))
        {
            printer.Line($"{wait.Text("connection")} is {wait.Text("state")}: it goes on by itself once that is over");
        }

        foreach (var letter in answer.Items("deadLetters"))
        {
            printer.Line($"Dead letter {letter.Text("id")}, {letter.Text("class")}: {letter.Text("reason")}");
        }

        foreach (var conflict in answer.Items("conflicts"))
        {
            printer.Line($"Conflict {conflict.Text("id")} over {conflict.Text("field")}: {conflict.Text("winnerValue")} of {conflict.Text("winnerBy")} holds, "
                + $"{conflict.Text("loserValue")} of {conflict.Text("loserBy")} was kept");
        }
    }

    private static void PrintCalls(Printer printer, IReadOnlyList<JsonElement> calls)
    {
        if (calls.Count > 0)
        {
            printer.Line("Asked of the vendors:");
        }

        foreach (var call in calls)
        {
            var exchanges = call.Items("calls").Select(each => $"{each.Text("method")} {each.Text("path")} {each.Text("status")} in {each.Text("milliseconds")} ms");
            printer.Line($"  {Printable.Time(call.Text("at"))} {call.Text("connection")}, {call.Text("purpose")}: {string.Join(", ", exchanges)}");
            foreach (var record in call.Items("records"))
            {
                printer.Line($"    {record.Text("module")} {record.Text("recordId")}: {record.Text("outcome")}{Changes(record)}");
            }
        }
    }

    private static string Changes(JsonElement record) => record.Part("sent") is not { ValueKind: JsonValueKind.Object } sent ? ""
        : "; " + string.Join(", ", sent.EnumerateObject().Select(field => $"{field.Name} {Before(record, field.Name)}{Quoted(field.Value)}"));

    private static string Before(JsonElement record, string field) =>
        record.Part("before") is { ValueKind: JsonValueKind.Object } before && before.TryGetProperty(field, out var held) ? $"{Quoted(held)} -> " : "";

    private static string Quoted(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"\"{value.GetString()}\"" : "(empty)";

    private static List<string> Row(JsonElement entry) =>
    [
        Printable.Time(entry.Text("at")),
        entry.Text("stage") ?? "",
        entry.Text("outcome") ?? "",
        entry.Text("target") ?? "",
        $"{entry.Text("module")} {entry.Text("recordId")}".Trim(),
        $"{entry.Text("deliveryId")} {entry.Text("part")}".Trim(),
        entry.Text("detail") ?? "",
    ];
}
