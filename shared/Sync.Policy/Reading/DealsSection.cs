using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>deals:</c> of <c>handoff:</c>.</summary>
internal static class DealsSection
{
    public static (DealStages Stages, DealFollowing? Following) Read(
        Section? deals, PlayKnowledge known, ValueSource values, MistakeList mistakes)
    {
        if (deals is null)
        {
            return (DealStages.Usual, null);
        }

        var stages = Stages(deals, mistakes);
        var following = Following(deals, known, values, mistakes);
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

    private static DealFollowing? Following(Section deals, PlayKnowledge known, ValueSource values, MistakeList mistakes)
    {
        var (won, lost, days) = (deals.OptionalText("wonTag"), deals.OptionalText("lostTag"), deals.OptionalNumber("staleDays", 1, 3_650));
        var (tags, stale) = (won is not null || lost is not null, deals.Has("staleDays"));
        if (!tags)
        {
            Refuse("marketing", "No tag is set", "'wonTag' or 'lostTag'", deals, mistakes);
        }

        if (!tags && !stale)
        {
            Refuse("sales", "Nothing is done when a deal moves or stands", "'wonTag', 'lostTag' or 'staleDays'", deals, mistakes);
        }

        if (!stale)
        {
            Refuse("notify", "No deal is reported", "'staleDays'", deals, mistakes);
        }

        var notify = stale ? NotifySection.ReadAll(deals, known, values, mistakes) : [];
        return !tags && !stale ? null : new DealFollowing(
            Connection("sales", Side.Sales, deals, known, mistakes), tags ? Connection("marketing", Side.Marketing, deals, known, mistakes) : "")
        {
            WonTag = won?.Value,
            LostTag = lost?.Value,
            StaleAfter = days is { } after ? TimeSpan.FromDays(after) : null,
            Notify = notify,
        };
    }

    private static void Refuse(string key, string why, string needed, Section deals, MistakeList mistakes)
    {
        if (deals.Has(key))
        {
            _ = deals.Optional(key);
            mistakes.Add(deals.LineOf(key), deals.At(key), $"{why}, so that '{key}' has no meaning.", $"Remove '{key}', or add {needed}.");
        }
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
