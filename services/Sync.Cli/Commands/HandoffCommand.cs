using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync handoff test</c>: what a play would do with a person; nothing is done.</summary>
internal static class HandoffCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create(SharedOptions shared, World world) =>
        new ExampleCommand("handoff", "Tries the plays that hand persons to sales.", "sync handoff test demo-request --email ada@example.test")
        {
            Test(shared, world),
        };

    private static ExampleCommand Test(SharedOptions shared, World world)
    {
        var play = new Argument<string>("play") { Description = "Name of the play in sync.yaml." };
        var email = new Option<string>("--email") { Description = "Address of the person, who need not be known.", HelpName = "address", Required = true };
        var test = new ExampleCommand(
            "test", "Shows each gate of a play for a person, and the task that would be made now. Nothing is done, nobody's turn is used up.",
            "sync handoff test demo-request --email ada@example.test")
        {
            play, email,
        };
        test.SetAction(async (parsed, ct) =>
        {
            var api = shared.Connect(parsed, world);
            var order = new JsonObject { ["play"] = parsed.GetValue(play), ["email"] = parsed.GetValue(email) };
            var answer = await new AnswerWatch(api, world.Time, "api/handoff-tests").UntilEnd(await api.Post("api/handoff-tests", order, ct), Patience, ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else if (answer.Part("answer") is { ValueKind: JsonValueKind.Object } tested)
            {
                Print(printer, answer, tested);
            }

            return AnswerWatch.HasEnded(answer) ? ExitCodes.Done
                : throw new CommandException("no answer yet: a stage that decides is not running, or is busy. See: sync status");
        });
        return test;
    }

    private static void Print(Printer printer, JsonElement answer, JsonElement tested)
    {
        var known = tested.Part("isKnown") is { ValueKind: JsonValueKind.True } ? "" : ", whom nobody knows yet";
        printer.Heading($"{answer.Text("play")} with {answer.Text("email")}{known}: {tested.Text("outcome")}");
        foreach (var gate in tested.Items("gates"))
        {
            printer.Line($"  {(gate.Part("isOpen") is { ValueKind: JsonValueKind.True } ? "open  " : "CLOSED")} {gate.Text("name")}: {gate.Text("why")}");
        }

        if (tested.Part("task") is { ValueKind: JsonValueKind.Object } task)
        {
            PrintTask(printer, tested, task);
        }
        else
        {
            printer.Line($"  {tested.Text("detail")}");
        }

        printer.Line("Nothing was done.");
    }

    private static void PrintTask(Printer printer, JsonElement tested, JsonElement task)
    {
        var record = tested.Text("recordId") is { } id ? $"{tested.Text("module")} {id}" : "the record that is made first";
        printer.Pairs(
        [
            ("task", task.Text("subject") ?? ""),
            ("at", $"{tested.Text("target")}, {record}"),
            ("for", task.Text("owner") ?? ""),
            ("due", task.Text("dueAt") ?? ""),
            ("priority", task.Text("priority") ?? "(as usual)"),
            ("text", task.Text("text") ?? ""),
            ("also", string.Join(", ", tested.Items("also").Select(each => each.GetString())) is { Length: > 0 } also ? also : "nothing"),
            ("deal", Deal(tested)),
            ("told", string.Join(", ", tested.Items("told").Select(each => each.GetString())) is { Length: > 0 } told ? told : "nobody"),
        ]);
    }

    private static string Deal(JsonElement tested) => tested.Part("deal") is not { ValueKind: JsonValueKind.Object } deal ? "none" : string.Join(", ", new[]
    {
        deal.Text("name"), deal.Text("stage"), deal.Text("pipeline"), deal.Text("amount"), deal.Text("closesOn") is { } day ? $"closes {day}" : null,
        tested.Text("module") == "Contacts" ? null : "only if the person is a contact by then",
    }.OfType<string>());
}
