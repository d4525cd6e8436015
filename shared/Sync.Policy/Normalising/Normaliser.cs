namespace Sync.Policy.Normalising;

/// <summary>
/// Makes one spelling of many. The same function reads what comes in, compares, and seeks: it takes any text, never throws, and a second
/// reading changes nothing.
/// </summary>
public static class Normaliser
{
    /// <param name="value">As the vendor sent it; null is an empty field.</param>
    public static Normalised Normalise(FieldType type, string? value, NormalisingRules rules)
    {
        var text = Texts.Clean(value ?? "");
        return text.Length == 0 ? Normalised.Nothing : type switch
        {
            FieldType.Email => Addresses.Normalise(value!, rules),
            FieldType.Phone => PhoneNumber.Normalise(value, rules.Region),
            FieldType.Date => Dates.Day(value!, rules),
            FieldType.DateTime => Dates.Instant(value!, rules),
            FieldType.Integer => Numbers.Integer(value!, rules),
            FieldType.Decimal => Numbers.Decimal(value!, rules),
            FieldType.Money => Amounts.Normalise(value!, rules),
            FieldType.Boolean or FieldType.OptOut => Truths.Normalise(value!, rules),
            FieldType.Picklist => Choices.One(value!, rules),
            FieldType.MultiSelect => Choices.Some(value!, rules),
            FieldType.Name => Names.Normalise(value!),
            FieldType.Domain => CompanyDomain.Normalise(value, rules.SharedDomains),
            FieldType.Url => Pages.Normalise(value!),
            _ => new Normalised.Value(text),
        };
    }

    /// <summary>
    /// Whether two spellings mean the same, e.g. what was written and what the vendor made of it. Values that do not fit are the same if
    /// their texts are.
    /// </summary>
    public static bool Same(FieldType type, string? one, string? other, NormalisingRules rules) =>
        string.Equals(one, other, StringComparison.Ordinal) || (Normalise(type, one, rules), Normalise(type, other, rules)) switch
        {
            (Normalised.Value left, Normalised.Value right) => Sameness(type, left.Text) == Sameness(type, right.Text),
            (Normalised.Misfit left, Normalised.Misfit right) => Texts.OneLine(left.AsTyped) == Texts.OneLine(right.AsTyped),
            var (left, right) => left == right,
        };

    /// <summary>What two canonical values have in common that mean the same.</summary>
    private static string Sameness(FieldType type, string canonical) => type switch
    {
        FieldType.Picklist or FieldType.MultiSelect => ChoiceTable.Fold(canonical),
        FieldType.Url => WebAddress.Read(canonical)?.Page ?? canonical,
        _ => canonical,
    };
}
