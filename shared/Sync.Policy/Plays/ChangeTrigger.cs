using System.Globalization;
using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>A field of a person that comes to say something: a number that reaches a threshold from below, or a value that it had not.</summary>
/// <param name="Field">Canonical name.</param>
/// <param name="Reaches">The threshold; null where values are waited for.</param>
/// <param name="AnyOf">Values; a <c>*</c> stands for any letters.</param>
public sealed record ChangeTrigger(string Field, decimal? Reaches, IReadOnlyList<string> AnyOf)
{
    /// <summary>By which it is known in signals, for a person to read.</summary>
    public string Text => Reaches is { } least
        ? string.Create(CultureInfo.InvariantCulture, $"{Field} reaches {least}") : new PlayCondition(Field, AnyOf).Text;

    public PlayTrigger Signal => new(SignalKinds.Change, Text);

    /// <summary>True while the field says it: what begins a play is that it did not before.</summary>
    public bool Holds(IReadOnlyDictionary<string, string?> fields) => Reaches is { } least
        ? decimal.TryParse(fields.GetValueOrDefault(Field), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number >= least
        : new PlayCondition(Field, AnyOf).Holds(fields);
}
