using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>deals:</c> of <c>handoff:</c>.</summary>
internal static class DealsSection
{
    private static readonly string[] Ends = ["sales", "marketing"];

    public static (DealStages Stages, DealFollowing? Following) Read(Section? deals, PlayKnowledge known, MistakeList mistakes)
    {
        if (deals is null)
        {
            return (DealStages.Usual, null);
        }

        var stages = Stages(deals, mistakes);
        var following = Following(deals, known, mistakes);
        deals.RefuseUnknownKeys();
        return (stages, following);
    }

    private static DealStages Stages(Section deals, MistakeList mistakes)
    {
        var (won, lost) = (deals.Texts("won"), deals.Texts("lost"));
        foreach (var both in won.Where(stage => lost.Any(each => each.Value == stage.Value)))
        {
            mistakes.Add(both.Line, deals.At("won"), $"In the stage '{both.Value}' a deal would be won and lost.", "Take it out of one of the two.");
        }

        return new DealStages(Or(won, DealStages.Usual.Won), Or(lost, DealStages.Usual.Lost));
    }

    private static DealFollowing? Following(Section deals, PlayKnowledge known, MistakeList mistakes)
    {
        var (won, lost) = (deals.OptionalText("wonTag"), deals.OptionalText("lostTag"));
        if (won is not null || lost is not null)
        {
            return new DealFollowing(Connection("sales", Side.Sales, deals, known, mistakes), Connection("marketing", Side.Marketing, deals, known, mistakes))
            {
                WonTag = won?.Value,
                LostTag = lost?.Value,
            };
        }

        foreach (var key in Ends.Where(deals.Has))
        {
            _ = deals.Optional(key);
            mistakes.Add(deals.LineOf(key), deals.At(key), $"Nothing is done when a deal moves, so that '{key}' has no meaning.", $"Remove '{key}', or add 'wonTag' or 'lostTag'.");
        }

        return null;
    }

    private static string Connection(string key, Side side, Section deals, PlayKnowledge known, MistakeList mistakes)
    {
        var text = deals.OptionalText(key);
        var name = text?.Value ?? key;
        var fit = known.Connections.Where(each => known.Vendors.GetValueOrDefault(each) is not { } vendor || VendorShape.All[vendor].Side == side).ToList();
        if (!fit.Contains(name))
        {
            mistakes.Add(
                text?.Line ?? deals.Line, deals.At(key),
                known.Connections.Contains(name)
                    ? $"'{name}' is a connection to {known.Vendors[name]}, where no {(side == Side.Sales ? "deals are looked at" : "person gets such tags")}."
                    : $"There is no connection '{name}'.",
                $"Write '{key}: ' with one of: {string.Join(", ", fit)}.");
        }

        return name;
    }

    private static IReadOnlyList<string> Or(IReadOnlyList<YamlText> said, IReadOnlyList<string> usual) =>
        said.Count == 0 ? usual : [.. said.Select(text => text.Value)];
}
