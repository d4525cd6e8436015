namespace Sync.Policy.Reading;

/// <summary>Reads <c>archive:</c> of a way: the mark on records whose person the other side deleted.</summary>
internal static class ArchiveSection
{
    /// <returns>The route with the field that the mark goes to, where there is one.</returns>
    public static RoutePolicy Read(Section? way, RoutePolicy route, Side towards, PairEnds ends, MistakeList mistakes)
    {
        if (way is null)
        {
            return route;
        }

        var section = way.OptionalSection("archive");
        if ((route.OnDelete == OnDelete.Archive) != section is not null)
        {
            mistakes.Add(
                way.LineOf(section is null ? "onDelete" : "archive"), way.At(section is null ? "onDelete" : "archive"),
                section is null ? "It is not said where the mark of a deleted person goes." : "The mark is never set: 'onDelete' is not archive.",
                section is null ? "Add 'archive: { field: <a field of its own>, value: <text> }'." : "Write 'onDelete: archive', or remove 'archive'.");
        }

        var (field, value) = (section?.RequiredText("field"), section?.RequiredText("value"));
        section?.RefuseUnknownKeys();
        if (field is not null && ends.ShapeOf(towards) is { } shape && shape.ReadOnly.Contains(field.Value))
        {
            mistakes.Add(
                field.Line, section!.At("field"), $"'{field.Value}' of {shape.Vendor} cannot be written.", "Name a text field of your own.");
        }

        return field is null || value is null ? route : route with
        {
            ArchiveAs = value.Value,
            Fields = [new FieldPolicy { Name = Deletion.MarkFor(route.From), From = "", To = field.Value, Owner = route.From }],
        };
    }
}
