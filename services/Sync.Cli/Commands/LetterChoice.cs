using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sync.Cli.Commands;

/// <summary>Dead letters that something is done with: by number, by what they have in common, or all.</summary>
internal sealed class LetterChoice
{
    private readonly Argument<long[]> _ids = new("id")
    {
        Description = "Numbers of dead letters, as 'sync dead-letters' shows them.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = WholeNumber.Several(1, long.MaxValue, "id"),
    };

    private readonly Option<bool> _all = new("--all") { Description = "All that nobody has dealt with." };
    private readonly LetterFilter _filter = new();

    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_all);
        _filter.AddTo(command);
    }

    /// <summary>Why the choice cannot be used; null if it can.</summary>
    public string? Refuse(ParseResult parsed) =>
        new[] { Ids(parsed).Length > 0, parsed.GetValue(_all), !_filter.IsEmpty(parsed) }.Count(given => given) == 1
            ? null
            : "say which dead letters: numbers, or a filter such as --group 3 or --class validation, or --all.";

    /// <summary>The only number that was given; null where more is meant.</summary>
    public long? Single(ParseResult parsed) => Ids(parsed) is [var one] ? one : null;

    public JsonObject Body(ParseResult parsed) =>
        Ids(parsed) is { Length: > 0 } ids ? new JsonObject { ["deadLetterIds"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) }
        : parsed.GetValue(_all) ? new JsonObject { ["all"] = true }
        : _filter.Body(parsed) is var filter && filter is { Count: 1 } && filter["group"] is { } group
            ? new JsonObject { ["group"] = group.GetValue<long>() }
            : new JsonObject { ["filter"] = filter };

    private long[] Ids(ParseResult parsed) => parsed.GetValue(_ids) ?? [];
}
