using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>A field as the file has it, before it is seen in one direction.</summary>
internal sealed record FieldDraft
{
    public required string Name { get; init; }

    public required string Marketing { get; init; }

    public required string Sales { get; init; }

    public required FieldType Type { get; init; }

    public required Direction ToMarketing { get; init; }

    public required Direction ToSales { get; init; }

    public required Side Owner { get; init; }

    public required IReadOnlyList<Side> Required { get; init; }

    public string? Fallback { get; init; }

    public required IReadOnlyList<Transform> Transforms { get; init; }

    /// <summary>Marketing's word and the word of sales for each choice; empty where any text may stand.</summary>
    public required IReadOnlyList<(string Marketing, string Sales)> Choices { get; init; }

    /// <summary>Our word for marketing's, where it is another one.</summary>
    public IReadOnlyDictionary<string, string>? Ours { get; init; }

    public string? Otherwise { get; init; }

    public IReadOnlyList<string> ConfirmedLists { get; init; } = [];

    /// <summary>Words for marketing's tags, of which the first that a person has is the value; empty of what is a field there.</summary>
    public IReadOnlyList<TagWord> FirstOf { get; init; } = [];

    public string NameAt(Side side) => side == Side.Marketing ? Marketing : Sales;

    public Direction DirectionTo(Side side) => side == Side.Marketing ? ToMarketing : ToSales;

    public FieldPolicy Towards(Side side, PairEnds ends)
    {
        var source = PairEnds.Other(side);
        return new FieldPolicy
        {
            Name = Name,
            From = NameAt(source),
            To = NameAt(side),
            Type = Type,
            Direction = DirectionTo(side),
            Owner = ends.Of(Owner),
            Required = Required.Contains(side),
            Fallback = Required.Contains(side) ? Fallback : null,
            Placeholder = Required.Contains(source) ? Fallback : null,
            Transforms = Transforms,
            ConfirmedLists = side == Side.Sales ? ConfirmedLists : [],
            FirstOf = FirstOf,
            Picklist = Choices.Count == 0 ? null : new Picklist([.. Choices.Select(choice => Words(choice, side))], Otherwise),
        };
    }

    // Marketing's word is ours where nothing else is said: it is the one that the table is looked up by.
    private (string Ours, string Source, string Target) Words((string Marketing, string Sales) choice, Side side)
    {
        var ours = Ours?.GetValueOrDefault(choice.Marketing) ?? choice.Marketing;
        return side == Side.Sales ? (ours, choice.Marketing, choice.Sales) : (ours, choice.Sales, choice.Marketing);
    }
}
