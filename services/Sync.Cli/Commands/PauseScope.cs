using System.CommandLine;

namespace Sync.Cli.Commands;

/// <summary>Which of a connection's calls are meant; without an option all.</summary>
internal sealed class PauseScope
{
    private static readonly string[] Objects = ["persons", "companies"];

    private readonly Option<bool> _writes = new("--writes") { Description = "Only what is written there." };
    private readonly Option<bool> _reads = new("--reads") { Description = "Only what is read there." };
    private readonly Option<string?> _of = new("--of") { Description = "Only 'persons' or 'companies'.", HelpName = "object" };

    public void AddTo(Command command)
    {
        _of.AcceptOnlyFromAmong(Objects);
        command.Add(_writes);
        command.Add(_reads);
        command.Add(_of);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_writes) && result.GetValue(_reads))
            {
                result.AddError("Give --writes or --reads, or neither for both.");
            }
        });
    }

    public string? Calls(ParseResult parsed) => parsed.GetValue(_writes) ? "writes" : parsed.GetValue(_reads) ? "reads" : null;

    public string? Of(ParseResult parsed) => parsed.GetValue(_of);

    /// <summary>Nothing is narrowed down.</summary>
    public bool IsAll(ParseResult parsed) => Calls(parsed) is null && Of(parsed) is null;
}
