using System.CommandLine;
using System.Globalization;
using Sync.Cli.Printing;

namespace Sync.Cli.Commands;

/// <summary><c>sync explain</c>: what happened to a person's data, or to one delivery, and why.</summary>
internal static class ExplainCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var email = new Option<string>("--email") { Description = "Address of the person.", HelpName = "address" };
        var record = new Option<string>("--record") { Description = "Id of a record at a vendor.", HelpName = "id" };
        var delivery = new Option<long>("--delivery")
        {
            Description = "Number of a delivery.",
            HelpName = "id",
            CustomParser = WholeNumber.Between(1, long.MaxValue, "--delivery"),
        };
        var command = new ExampleCommand(
            "explain", "Tells what happened to a person's data, or to one delivery, and why.", "sync explain --email ada@example.test")
        {
            email,
            record,
            delivery,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { email, record, delivery }.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("Give one of --email, --record and --delivery.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var answer = await shared.Connect(parsed, world).Get(PathOf(parsed.GetValue(email), parsed.GetValue(record), parsed.GetValue(delivery)), ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else
            {
                Explanation.Print(printer, answer);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string PathOf(string? email, string? record, long delivery) =>
        email is not null ? $"api/explain?email={Uri.EscapeDataString(email)}"
        : record is not null ? $"api/explain?record={Uri.EscapeDataString(record)}"
        : string.Create(CultureInfo.InvariantCulture, $"api/deliveries/{delivery}");
}
