using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync doctor</c>: whether the connections can do what is wanted of them, and what to do where they cannot.</summary>
internal static class DoctorCommand
{
    private const int UsualWait = 60;
    private const int TrialWait = 300;
    private const string AllRoutes = "*";
    private const int LongestWait = 3_600;

    public static Command Create(SharedOptions shared, World world)
    {
        var connection = new Argument<string?>("connection")
        {
            Description = "Name in sync.yaml. Without it all are checked.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var trial = new Option<string?>("--try")
        {
            Description = "Sends a made-up person through this route of sync.yaml instead, or through all, and deletes it at both ends.",
            HelpName = "route",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var wait = new Option<long?>("--wait")
        {
            Description = $"How long to wait for the answers: {UsualWait} s unless given, {TrialWait} s for a trial.",
            HelpName = "seconds",
            CustomParser = WholeNumber.OrNone(1, LongestWait, "--wait"),
        };
        var command = new ExampleCommand(
            "doctor", "Checks address, key, rights, fields and webhooks of the connections, or tries a route from end to end. Exit code 0 "
            + "only if all is well, 1 if something is wrong, 3 if the services cannot tell.", "sync doctor sales")
        {
            connection, trial, wait,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(trial) is not null && result.GetValue(connection) is not null)
            {
                result.AddError("Name a connection to check, or a route to try with --try, not both.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var api = shared.Connect(parsed, world);
            var isTrial = parsed.GetResult(trial) is not null;
            var patience = TimeSpan.FromSeconds(parsed.GetValue(wait) ?? (isTrial ? TrialWait : UsualWait));
            var (path, order) = isTrial
                ? ("api/trials", new JsonObject { ["route"] = parsed.GetValue(trial) ?? AllRoutes })
                : ("api/checkups", new JsonObject { ["connection"] = parsed.GetValue(connection) });
            try
            {
                return await Check(api, shared.Printer(parsed, world), world.Time, path, order, patience, ct);
            }
            catch (CommandException refusal) when (refusal.ExitCode == ExitCodes.Failed)
            {
                // 1 would say that a connection is out of order.
                throw new CommandException(refusal.Message, ExitCodes.Unanswered, refusal);
            }
        });
        return command;
    }

    private static async Task<int> Check(
        ConsoleApi api, Printer printer, TimeProvider time, string path, JsonObject order, TimeSpan patience, CancellationToken ct)
    {
        var checkup = await new AnswerWatch(api, time, "api/checkups").UntilEnd(await api.Post(path, order, ct), patience, ct);
        if (printer.Json)
        {
            printer.WriteJson(checkup);
        }
        else
        {
            CheckupLines.Print(printer, checkup);
        }

        if (AnswerWatch.HasEnded(checkup))
        {
            return checkup.Part("ok") is { ValueKind: JsonValueKind.True } ? ExitCodes.Done : ExitCodes.Failed;
        }

        throw new CommandException(await Unanswered.Why(api, checkup, patience, ct), ExitCodes.Unanswered);
    }
}
