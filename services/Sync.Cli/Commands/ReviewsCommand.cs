using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync reviews</c>: persons that claim one address; <c>sync reviews decide</c> says whether they are one.</summary>
internal static class ReviewsCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var list = new OpenList("Also those that are decided.");
        var command = new ExampleCommand("reviews", "Lists persons that claim one address and may be one.", "sync reviews --email ada@example.test")
        {
            Decide(shared, world),
        };
        list.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            Print(shared.Printer(parsed, world), await shared.Connect(parsed, world).Get(list.PathOf("reviews", parsed), ct));
            return ExitCodes.Done;
        });
        return command;
    }

    private static ExampleCommand Decide(SharedOptions shared, World world)
    {
        var id = new Argument<long>("id")
        {
            Description = "Number of the review, as 'sync reviews' shows it.",
            CustomParser = WholeNumber.Between(1, long.MaxValue, "id"),
        };
        var decision = new Argument<string>("decision") { Description = "'same' joins both for good; 'different' is remembered." };
        decision.AcceptOnlyFromAmong("same", "different");
        var decide = new ExampleCommand("decide", "Decides whether both are one person.", "sync reviews decide 7 same") { id, decision };
        decide.SetAction(async (parsed, ct) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"api/reviews/{parsed.GetValue(id)}");
            var answer = await shared.Connect(parsed, world).Post(path, new JsonObject { ["decision"] = parsed.GetValue(decision) }, ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else
            {
                printer.Line($"{answer.GetProperty("claimant").Text("email")} and {answer.GetProperty("owner").Text("email")}: {answer.Text("decision")}. See it arrive: sync reviews --all");
            }

            return ExitCodes.Done;
        });
        return decide;
    }

    private static void Print(Printer printer, JsonElement answer)
    {
        var items = answer.Items("items");
        if (printer.Json)
        {
            printer.WriteJson(answer);
            return;
        }

        foreach (var item in items)
        {
            printer.Line($"{item.Number("id")} {item.Text("state")} since {item.Text("openedAt")}: {item.Text("address")}{Decided(item)}");
            printer.Line($"  said by {Person(item.GetProperty("claimant"))}");
            printer.Line($"  had by  {Person(item.GetProperty("owner"))}");
        }

        printer.Line(items.Count == 0 ? "No reviews." : $"{items.Count} of {answer.Number("total") ?? items.Count}. To decide: sync reviews decide <id> same|different");
    }

    private static string Decided(JsonElement review) =>
        review.Text("decision") is { } decision ? $" ({decision}, {review.Text("decidedBy")} {review.Text("decidedAt")})" : "";

    private static string Person(JsonElement person)
    {
        var records = person.Items("records").Select(record => $"{record.Text("connection")} {record.Text("module")} {record.Text("recordId")}");
        var fields = person.Items("fields").Select(field => $"{field.Text("name")} {field.Text("value") ?? "(empty)"} ({field.Text("by")})");
        return $"{person.Text("email")}: {string.Join(", ", records)}; {string.Join(", ", fields)}";
    }
}
