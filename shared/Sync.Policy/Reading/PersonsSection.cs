namespace Sync.Policy.Reading;

/// <summary>Reads <c>persons:</c> of a route.</summary>
internal sealed class PersonsSection(Section section, string pairName, PairEnds ends, MistakeList mistakes)
{
    public IReadOnlyList<RoutePolicy> Read()
    {
        // Sales people type by hand what forms only guess, so that theirs is the better word where nobody said whose it is.
        var owner = section.Word("owner", Words.Sides, Side.Sales);
        var writesPerHour = section.Number("writesPerHour", 2, Shadow.MostRecent, RoutePolicy.DefaultWritesPerHour);
        var ways = new[] { Side.Sales, Side.Marketing }.Select(side => WaySection.Read(section, side, ends, mistakes)).ToList();
        var fields = FieldSection.ReadAll(section, owner, ways, ends, mistakes);
        var lifecycle = LifecycleSection.Read(section, owner, fields, mistakes);
        fields = [.. fields, .. lifecycle?.Fields ?? []];
        // No system is read for an intent: what stands at sales is what we made of the tags.
        var intents = IntentsSection.Read(section, ways, fields, ends, mistakes);
        OwnFieldChecks.Run(ways, [.. fields, .. intents], section, mistakes);
        var recordIds = RecordIdsSection.Read(section, [.. fields, .. intents], ways, ends, mistakes);
        var tags = TagsSection.Read(section, owner, ends, mistakes);
        if (ways.Exists(way => way is { Towards: Side.Marketing, IsOff: true }) && tags[Side.Marketing].Any(tag => tag is { IsToList: true, Direction: Direction.Fill }))
        {
            mistakes.Add(
                section.LineOf("lists"), section.At("lists"), "A tag of sales puts on a list, and nothing goes to marketing.",
                "Remove 'toMarketing: fill' from the lists, or 'none' from the toMarketing of persons.");
        }

        if (ways.TrueForAll(way => way.IsOff))
        {
            mistakes.Add(section.Line, section.Path, "Persons go in neither direction.", "Remove 'none' from toSales or from toMarketing.");
        }

        section.RefuseUnknownKeys();
        return
        [
            .. ways.Where(way => !way.IsOff).Select(way => way.Route with
            {
                Name = $"{pairName}>{ends.Of(way.Towards)}",
                WritesPerHour = writesPerHour,
                Lifecycle = lifecycle?.Policy,
                KeepsDeleted = ways.Exists(other => other.Towards != way.Towards && !other.IsOff && other.Route.OnDelete != OnDelete.Unlink),
                Tags = tags[way.Towards],
                Fields =
                [
                    .. fields.Concat(way.Towards == Side.Sales ? intents : []).Select(field => field.Towards(way.Towards, ends)),
                    .. recordIds.TryGetValue(way.Towards, out var id) ? [id] : Array.Empty<FieldPolicy>(),
                    .. way.Route.Fields,
                ],
            }),
        ];
    }
}
