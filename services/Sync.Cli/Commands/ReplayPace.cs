using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sync.Cli.Commands;

/// <summary>How carefully a replay goes.</summary>
internal sealed class ReplayPace
{
    private const int Fastest = 10_000;

    private readonly Option<bool> _atOnce = new("--no-ramp") { Description = "Do not begin with few." };

    private readonly Option<long?> _perSecond = new("--per-second")
    {
        Description = "Most sent a second.", HelpName = "count", CustomParser = WholeNumber.OrNone(1, Fastest, "--per-second"),
    };

    private readonly Option<long?> _stopAt = new("--stop-at")
    {
        Description = "Stop when so many per cent of a step fail again; 50 if it is not given.", HelpName = "percent",
        CustomParser = WholeNumber.OrNone(1, 100, "--stop-at"),
    };

    public void AddTo(Command command)
    {
        command.Add(_atOnce);
        command.Add(_perSecond);
        command.Add(_stopAt);
    }

    /// <summary>The request with what was given.</summary>
    public JsonObject AddTo(JsonObject request, ParseResult parsed)
    {
        if (parsed.GetValue(_atOnce))
        {
            request["ramp"] = false;
        }

        if (parsed.GetValue(_perSecond) is { } perSecond)
        {
            request["perSecond"] = perSecond;
        }

        if (parsed.GetValue(_stopAt) is { } stopAt)
        {
            request["stopAt"] = stopAt;
        }

        return request;
    }
}
