using System.CommandLine;
using System.Globalization;

namespace Sync.Cli.Commands;

/// <summary>What a command can be told that lists what waits for somebody's word.</summary>
/// <param name="ofAll">Help for <c>--all</c>: which others there are.</param>
internal sealed class OpenList(string ofAll)
{
    private const int UsualLimit = 50;
    private const int MostAtOnce = 1000;

    private readonly Option<string> _email = new("--email") { Description = "Only those of one person.", HelpName = "address" };
    private readonly Option<bool> _all = new("--all") { Description = ofAll };
    private readonly Option<long> _limit = Limit();

    public static Option<long> Limit() => new("--limit")
    {
        Description = $"Most to show, up to {MostAtOnce}.",
        HelpName = "count",
        DefaultValueFactory = _ => UsualLimit,
        CustomParser = WholeNumber.Between(1, MostAtOnce, "--limit"),
    };

    public void AddTo(Command command)
    {
        command.Add(_email);
        command.Add(_all);
        command.Add(_limit);
    }

    /// <summary>The console's path for what was asked.</summary>
    public string PathOf(string list, ParseResult parsed) =>
        string.Create(CultureInfo.InvariantCulture, $"api/{list}?limit={parsed.GetValue(_limit)}{(parsed.GetValue(_all) ? "&state=all" : "")}")
        + (parsed.GetValue(_email) is { } email ? $"&email={Uri.EscapeDataString(email)}" : "");
}
