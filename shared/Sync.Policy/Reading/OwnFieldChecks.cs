namespace Sync.Policy.Reading;

/// <summary>A field that we alone write must not hold anything else.</summary>
internal static class OwnFieldChecks
{
    /// <param name="ways">With the fields of our own that they have so far.</param>
    public static void Run(IReadOnlyList<Way> ways, IReadOnlyList<FieldDraft> fields, Section persons, MistakeList mistakes)
    {
        foreach (var way in ways)
        {
            foreach (var own in way.Route.Fields)
            {
                if (fields.FirstOrDefault(field => field.NameAt(way.Towards) == own.To) is { } taken)
                {
                    var key = PairEnds.Towards(way.Towards);
                    mistakes.Add(
                        persons.LineOf(key), persons.At($"{key}.archive.field"),
                        $"'{own.To}' of {PairEnds.Word(way.Towards)} holds '{taken.Name}' already.",
                        "Name a field of its own: it is emptied when the person comes again.");
                }
            }
        }
    }
}
