using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync replay</c>: sends a dead letter through once more and says how it ended.</summary>
internal static class ReplayCommand
{
    private const int UsualWait = 60;
    private const int LongestWait = 86_400;

    public static Command Create(SharedOptions shared, World world)
    {
        var id = new Argument<long>("id")
        {
            Description = "Number of the dead letter, as 'sync dead-letters' shows it.",
            CustomParser = WholeNumber.Between(1, long.MaxValue, "id"),
        };
        var noWait = new Option<bool>("--no-wait") { Description = "Return as soon as the replay has begun." };
        var wait = new Option<long>("--wait")
        {
            Description = "How long to wait for the end.",
            HelpName = "seconds",
            DefaultValueFactory = _ => UsualWait,
            CustomParser = WholeNumber.Between(1, LongestWait, "--wait"),
        };
        var command = new ExampleCommand(
            "replay", "Sends a dead letter through once more and waits for its end.", "sync replay 7 --wait 30")
        {
            id, noWait, wait,
        };
        command.SetAction((parsed, ct) =>
        {
            var patience = parsed.GetValue(noWait) ? TimeSpan.Zero : TimeSpan.FromSeconds(parsed.GetValue(wait));
            var printer = shared.Printer(parsed, world);
            return Replay(shared.Connect(parsed, world), printer, world.Time, parsed.GetValue(id), patience, ct);
        });
        return command;
    }

    private static async Task<int> Replay(
        ConsoleApi api, Printer printer, TimeProvider time, long id, TimeSpan patience, CancellationToken ct)
    {
        // Asked before: a dead letter that went through is no longer listed.
        var delivery = printer.Json ? null : await DeliveryOf(api, id, ct);
        var body = new JsonObject { ["deadLetterIds"] = new JsonArray(id) };
        var replay = await new ReplayWatch(api, time).UntilEnd(await api.Post("api/replays", body, ct), patience, ct);
        var ended = ReplayWatch.HasEnded(replay);
        if (printer.Json)
        {
            printer.WriteJson(replay);
        }
        else
        {
            printer.Line(Summary(replay));
            printer.Line(ended ? await OutcomeOf(api, delivery, ct) : "It goes on by itself: 'sync status' shows when it is through.");
        }

        var good = replay.Number("failed") is null or 0 && (ended || patience == TimeSpan.Zero);
        return good ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Summary(JsonElement replay) =>
        $"Replay {replay.Text("id")}: {replay.Text("state")}, "
        + $"{replay.Text("done")} of {replay.Text("total")} done, {replay.Text("failed")} failed.";

    private static async Task<string?> DeliveryOf(ConsoleApi api, long deadLetter, CancellationToken ct)
    {
        var listed = await api.Get("api/dead-letters?limit=1000", ct);
        return listed.Items("items").FirstOrDefault(item => item.Number("id") == deadLetter).Text("deliveryId");
    }

    private static async Task<string> OutcomeOf(ConsoleApi api, string? delivery, CancellationToken ct)
    {
        if (delivery is null)
        {
            return "'sync dead-letters' shows it again if it failed again.";
        }

        var more = $"sync explain --delivery {delivery}";
        try
        {
            var story = await api.Get($"api/deliveries/{delivery}", ct);
            return $"Delivery {delivery} ended as {story.Text("lastStage")}. The whole story: {more}";
        }
        catch (CommandException)
        {
            // The replay itself went through: that its story cannot be shown is no failure.
            return $"The whole story: {more}";
        }
    }
}
