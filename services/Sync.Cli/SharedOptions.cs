using System.CommandLine;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli;

/// <summary>Options that every command has.</summary>
internal sealed class SharedOptions
{
    public const string AddressVariable = "SYNC_CONSOLE";
    public const string TokenVariable = "SYNC_TOKEN";

    public Option<string> Console { get; } = new("--console")
    {
        Description = "Address of the console, e.g. http://127.0.0.1:8081. "
            + $"Without it {AddressVariable} counts; the token comes from {TokenVariable}.",
        HelpName = "address",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON for scripts instead of tables.", Recursive = true };

    public void AddTo(Command root)
    {
        root.Options.Add(Console);
        root.Options.Add(Json);
    }

    /// <exception cref="CommandException">No usable address was given.</exception>
    public ConsoleApi Connect(ParseResult parsed, World world)
    {
        var given = parsed.GetValue(Console) ?? world.Environment(AddressVariable);
        if (string.IsNullOrWhiteSpace(given))
        {
            throw new CommandException(
                $"no console was named. Give --console <address> or set {AddressVariable}, e.g. http://127.0.0.1:8081.",
                ExitCodes.WrongUse);
        }

        return Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new ConsoleApi(address, world.Environment(TokenVariable), world.Http)
            : throw new CommandException($"'{given}' is not a web address. Write it like http://127.0.0.1:8081.", ExitCodes.WrongUse);
    }

    public Printer Printer(ParseResult parsed, World world) => new(world.Out, world.ScreenWidth, parsed.GetValue(Json));
}
