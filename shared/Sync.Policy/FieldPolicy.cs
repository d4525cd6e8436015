using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>One field of a route, seen in the route's direction.</summary>
public sealed record FieldPolicy
{
    /// <summary>Canonical name: the one word for this field inside the product.</summary>
    public required string Name { get; init; }

    /// <summary>Name at the source, e.g. <c>first_name</c> or <c>field:3</c>.</summary>
    public required string From { get; init; }

    /// <summary>Name at the target, e.g. <c>First_Name</c>.</summary>
    public required string To { get; init; }

    /// <summary>No field of the source: its values are made by ourselves.</summary>
    public bool IsDerived => From.Length == 0;

    public FieldType Type { get; init; }

    /// <summary>How far the source's value goes at the target.</summary>
    public Direction Direction { get; init; } = Direction.Overwrite;

    /// <summary>Of an opt-out: lists of the source on which nobody is before he has confirmed it. Who joins one of them by himself wants
    /// mail again. <see cref="AnyList"/> stands for all; empty where nothing reopens an opt-out.</summary>
    public IReadOnlyList<string> ConfirmedLists { get; init; } = [];

    /// <summary>Of a tag its name at the source, where <see cref="From"/> names all tags of a record; null of a field.</summary>
    public string? TagThere { get; init; }

    /// <summary>Of a list of the source what <see cref="From"/> says of a person who is on it; null of a field and of a tag.</summary>
    public string? OnListAs { get; init; }

    /// <summary>A tag of the source puts its person on a list of the target, whose number <see cref="To"/> is.</summary>
    public bool IsToList { get; init; }

    /// <summary>Of an intent the words for tags of the source, where <see cref="From"/> names all tags of a record: the first tag that the
    /// person has says the value. Empty of any other field.</summary>
    public IReadOnlyList<TagWord> FirstOf { get; init; } = [];

    public const string AnyList = "*";

    /// <summary>Connection whose value holds when both sides changed the field without knowing of each other.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The target refuses a record without it.</summary>
    public bool Required { get; init; }

    /// <summary>Sent in place of an empty value when the record is created.</summary>
    public string? Fallback { get; init; }

    /// <summary>Stands at the source for nothing, because it was sent there as a fallback.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What is done to each value that comes in, in this order.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    /// <summary>Choices and their words on both sides; null where any text may stand.</summary>
    public Picklist? Picklist { get; init; }
}
