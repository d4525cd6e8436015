using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Sync.Cli.Commands;

/// <summary>Which dead letters are meant, by what they have in common.</summary>
internal sealed class LetterFilter
{
    private readonly Option<string?>[] _texts =
    [
        Text("email", "Whole address of the person, or a part of it.", "address"),
        Text("class", "Class of the failure, e.g. validation.", "class"),
        Text("code", "The vendor's code, e.g. INVALID_DATA.", "code"),
        Text("field", "Field that is to blame, in the words of whoever refused it.", "field"),
        Text("connection", "Name in sync.yaml.", "name"),
        Text("stage", "Stage at which it failed, e.g. written.", "stage"),
        Text("from", "Failed at this time or later, e.g. 2026-03-04T08:00Z.", "time"),
        Text("to", "Failed before this time.", "time"),
    ];

    private readonly Option<long?> _group = new("--group") { Description = "Number of a group, as 'sync dead-letters --groups' shows it.", HelpName = "id" };

    public void AddTo(Command command)
    {
        foreach (var option in _texts.Append<Option>(_group))
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            foreach (var time in _texts[^2..])
            {
                if (result.GetValue(time) is { } text && Time(text) is null)
                {
                    result.AddError($"{time.Name} wants a time such as 2026-03-04T08:00Z, not '{text}'.");
                }
            }
        });
    }

    public bool IsEmpty(ParseResult parsed) => Given(parsed).Count == 0;

    /// <summary>As the body of a request has it.</summary>
    public JsonObject Body(ParseResult parsed)
    {
        var body = new JsonObject();
        foreach (var (name, value) in Given(parsed))
        {
            body[name] = name == "group" ? long.Parse(value, CultureInfo.InvariantCulture) : value;
        }

        return body;
    }

    /// <summary>As an address has it, beginning with an ampersand; empty if nothing is given.</summary>
    public string Query(ParseResult parsed) => string.Concat(Given(parsed).Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}"));

    private List<(string Name, string Value)> Given(ParseResult parsed) =>
    [
        .. _texts.Select(option => (Name: option.Name.TrimStart('-'), Value: parsed.GetValue(option)))
            .Append((Name: "group", Value: parsed.GetValue(_group)?.ToString(CultureInfo.InvariantCulture)))
            .Where(part => !string.IsNullOrWhiteSpace(part.Value))
            .Select(part => (part.Name, part.Name is "from" or "to" ? $"{Time(part.Value!)!.Value.UtcDateTime:O}" : part.Value!)),
    ];

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static Option<string?> Text(string name, string description, string help) => new($"--{name}") { Description = description, HelpName = help };
}
