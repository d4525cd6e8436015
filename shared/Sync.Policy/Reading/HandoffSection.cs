using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>handoff:</c>.</summary>
internal static class HandoffSection
{
    public static HandoffPolicy Read(
        Section document, IReadOnlyCollection<string> connections, IReadOnlyDictionary<string, ConnectionPolicy> read, IReadOnlyCollection<string> fields, ValueSource values, MistakeList mistakes)
    {
        if (document.OptionalSection("handoff") is not { } section)
        {
            return HandoffPolicy.None;
        }

        var addresses = new UniqueNames("owner", mistakes);
        var owners = section.RequiredList("owners", "owner").Select(owner => new OwnerSection(owner, mistakes).Read(addresses)).ToList();
        var names = new UniqueNames("play's name", mistakes);
        var mail = MailSection.Read(section.OptionalSection("mail"), values, mistakes);
        var known = new PlayKnowledge(connections, fields, [.. owners.Select(owner => owner.Email)], section.Has("mail"))
        {
            Vendors = read.ToDictionary(each => each.Key, each => each.Value.Vendor),
        };
        var plays = section.RequiredList("plays", "play").Select(play => new PlaySection(play, known, values, mistakes).Read(names)).ToList();
        var touch = Touch(section.OptionalSection("touch"), known, mistakes);
        var (deals, following) = DealsSection.Read(section.OptionalSection("deals"), known, values, mistakes);
        var zone = ZoneKey.Read(section, mistakes);
        section.RefuseUnknownKeys();
        return new HandoffPolicy(owners, plays) { Mail = mail, Touch = touch, Zone = zone, Deals = deals, Following = following };
    }

    private static TouchPolicy? Touch(Section? touch, PlayKnowledge known, MistakeList mistakes)
    {
        if (touch is null)
        {
            return null;
        }

        var (field, not) = (touch.RequiredText("field"), touch.Texts("not"));
        touch.RefuseUnknownKeys();
        if (field is null)
        {
            return null;
        }

        known.Refuse(field, touch, mistakes);
        return new TouchPolicy(field.Value, [.. not.Select(value => value.Value)]);
    }
}

/// <summary>What plays may name.</summary>
internal sealed record PlayKnowledge(
    IReadOnlyCollection<string> Connections, IReadOnlyCollection<string> Fields, IReadOnlyCollection<string> Owners, bool HasMail)
{
    /// <summary>Word for the vendor of each connection that has no mistake of its own.</summary>
    public IReadOnlyDictionary<string, string> Vendors { get; init; } = new Dictionary<string, string>();

    /// <summary>Says so where a field that no route has is named.</summary>
    public void Refuse(YamlText field, Section section, MistakeList mistakes)
    {
        if (!Fields.Contains(field.Value))
        {
            mistakes.Add(
                field.Line, section.At("field"), $"No route has a field named '{field.Value}'.",
                Spelling.Nearest(field.Value, Fields) is { } near ? $"Did you mean '{near}'?" : $"Name one of: {string.Join(", ", Fields)}.");
        }
    }

    /// <summary>A text with names in braces; says so where nothing is known by a name.</summary>
    public string? Template(Section? section, string key, bool isRequired, MistakeList mistakes)
    {
        if ((isRequired ? section?.RequiredText(key) : section?.OptionalText(key)) is not { } text)
        {
            return null;
        }

        foreach (var name in Plays.Template.Names(text.Value).Where(name => !Fields.Contains(name) && !Plays.Template.Words.Contains(name)))
        {
            mistakes.Add(
                text.Line, section!.At(key), $"Nothing is known by the name '{{{name}}}'.",
                Spelling.Nearest(name, Fields.Concat(Plays.Template.Words)) is { } near ? $"Did you mean '{{{near}}}'?"
                    : $"Name one of: {string.Join(", ", Plays.Template.Words.Concat(Fields))}.");
        }

        return text.Value;
    }
}
