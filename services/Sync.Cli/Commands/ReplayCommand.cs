using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync replay</c>: sends dead letters through once more and says how it ended, or what it would write.</summary>
internal static class ReplayCommand
{
    private const int UsualWait = 60;
    private const int LongestWait = 86_400;

    public static Command Create(SharedOptions shared, World world)
    {
        var (choice, pace) = (new LetterChoice(), new ReplayPace());
        var dryRun = new Option<bool>("--dry-run") { Description = "Write nothing: show what would be written now, field by field." };
        var noWait = new Option<bool>("--no-wait") { Description = "Return as soon as the replay has begun." };
        var wait = new Option<long>("--wait")
        {
            Description = "How long to wait for the end.",
            HelpName = "seconds",
            DefaultValueFactory = _ => UsualWait,
            CustomParser = WholeNumber.Between(1, LongestWait, "--wait"),
        };
        var command = new ExampleCommand(
            "replay", "Sends dead letters through once more and waits for the end. Of several it begins with few and stops where too many fail again.",
            "sync replay 7, or: sync replay --class validation --dry-run")
        {
            ReplayCancelCommand.Create(shared, world), dryRun, noWait, wait,
        };
        choice.AddTo(command);
        pace.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            if (choice.Refuse(parsed) is { } why)
            {
                throw new CommandException(why, ExitCodes.WrongUse);
            }

            var patience = parsed.GetValue(noWait) ? TimeSpan.Zero : TimeSpan.FromSeconds(parsed.GetValue(wait));
            var (api, printer) = (shared.Connect(parsed, world), shared.Printer(parsed, world));
            return parsed.GetValue(dryRun)
                ? await DryRun.Show(api, printer, world.Time, choice.Body(parsed), patience, ct)
                : await Replay(api, printer, world.Time, pace.AddTo(choice.Body(parsed), parsed), choice.Single(parsed), patience, ct);
        });
        return command;
    }

    private static async Task<int> Replay(
        ConsoleApi api, Printer printer, TimeProvider time, JsonObject body, long? single, TimeSpan patience, CancellationToken ct)
    {
        // Asked before: a dead letter that went through is no longer listed.
        var delivery = printer.Json || single is null ? null : await DeliveryOf(api, single.Value, ct);
        var begun = await api.Post("api/replays", body, ct);
        var replay = await new AnswerWatch(api, time, "api/replays").UntilEnd(
            begun, patience, ct, now => printer.Progress(Ended(now), now.Number("total") ?? 0));
        var ended = AnswerWatch.HasEnded(replay);
        if (printer.Json)
        {
            printer.WriteJson(replay);
        }
        else
        {
            printer.Line(Summary(replay));
            printer.Line(!ended ? "It goes on by itself: 'sync status' shows when it is through."
                : single is null ? "Those that failed again are listed by: sync dead-letters"
                : await OutcomeOf(api, delivery, ct));
        }

        var good = replay.Text("state") != "stopped" && replay.Number("failed") is null or 0 && (ended || patience == TimeSpan.Zero);
        return good ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static long Ended(JsonElement replay) => (replay.Number("done") ?? 0) + (replay.Number("failed") ?? 0);

    private static string Summary(JsonElement replay) =>
        $"Replay {replay.Text("id")}: {replay.Text("state")}, "
        + $"{replay.Text("done")} of {replay.Text("total")} done, {replay.Text("failed")} failed."
        + (replay.Text("note") is { } note ? $" {note}" : "");

    private static async Task<string?> DeliveryOf(ConsoleApi api, long deadLetter, CancellationToken ct)
    {
        try
        {
            var found = await api.Get(string.Create(CultureInfo.InvariantCulture, $"api/dead-letters/{deadLetter}"), ct);
            return found.Part("letter")?.Text("deliveryId");
        }
        catch (CommandException)
        {
            // The replay itself says what is wrong with it.
            return null;
        }
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
