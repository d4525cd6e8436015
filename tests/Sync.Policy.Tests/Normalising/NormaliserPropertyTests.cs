using FsCheck;
using FsCheck.Fluent;
using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>Whatever a vendor sends, it is read without a crash, and a second reading changes nothing.</summary>
public sealed class NormaliserPropertyTests
{
    private static readonly string[] Values =
    [
        "", "ada@example.test", "Ada+x@MÜNCHEN.example", "noemail@none.test", "+49 30 901820", "(030) 90-1820 ext. 12",
        "0011 49 30 1", "2026-03-04", "04.03.2026", "3/4/26", "2026-03-04T09:15:27-06:00", "0000-00-00 00:00:00",
        "4 March 2026 9:15 pm", "9999-12-31T23:59:59-14:00", "1,234.50", "1.234,5678", "12.345", "1E28", "-0.0",
        "79228162514264337593543950335", "€ 12,50", "12.345 KWD", "-5 usd", "yes", "NEIN", "||Red||Blue||", "[\"a||b\",\"c|\"]",
        "a;b;;A", "van der Berg, Anna", "Sammy Davis Jr.", "-", "acme.co.uk", "https://www.Acme.example/x/",
        "http://bücher.example:80/", "e\u0301\u0323", "각", "\uD800", "\0\r\n\u2028", "\u212B", "\u0344", "ß.de", "xn--", "İ@İ.test",
        "null", "[null]",
    ];

    private static readonly Gen<string> Inserted = Gen.OneOf(
        Gen.Elements(Values),
        Gen.Elements(
            " ", ".", ",", "-", "+", "0", "1", "|", "||", ";", "@", "/", ":", "T", "Z", "E5", "$", "(", "'",
            "\u0301", "\u00A0", "\uFEFF", "\u200B"),
        from code in Gen.Choose(0, 0xFFFF) select ((char)code).ToString());

    private static readonly Gen<string> Damaged =
        from value in Gen.Elements(Values)
        from at in Gen.Choose(0, value.Length)
        from removed in Gen.Choose(0, 4)
        from put in Inserted
        from more in Gen.OneOf(Gen.Constant(""), Inserted)
        select value.Remove(at, Math.Min(removed, value.Length - at)).Insert(at, put) + more;

    private static readonly Gen<string> Anything =
        from codes in Gen.Choose(0, 0xFFFF).ListOf()
        select string.Concat(codes.Select(code => (char)code));

    private static readonly Gen<NormalisingRules> Rules =
        from region in Gen.Elements(null, "DE", "US", "AR", "IT", "BS", "??")
        from tag in Gen.Elements(PlusTag.Keep, PlusTag.Drop)
        from order in Gen.Elements(DayOrder.IsoOnly, DayOrder.DayFirst, DayOrder.MonthFirst)
        from zone in Gen.Elements("UTC", "America/Chicago", "Pacific/Kiritimati")
        from mark in Gen.Elements(DecimalMark.Point, DecimalMark.Comma, DecimalMark.Either)
        from currency in Gen.Elements(null, "EUR", "jpy", "KWD", "???")
        from choices in Gen.Elements(ChoiceTable.Open, Colours(null), Colours("Other"))
        select new NormalisingRules
        {
            Region = region, PlusTag = tag, DayOrder = order, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            DecimalMark = mark, Currency = currency, Choices = choices,
        };

    public static TheoryData<FieldType> Types => [.. Enum.GetValues<FieldType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_second_reading_changes_nothing(FieldType type) => Check((value, rules) =>
        Normaliser.Normalise(type, value, rules) is not Normalised.Value first || Normaliser.Normalise(type, first.Text, rules) == first);

    [Theory]
    [MemberData(nameof(Types))]
    public void A_value_is_the_same_as_its_canonical_spelling(FieldType type) => Check((value, rules) =>
        Normaliser.Same(type, value, value + " ", rules)
        && (Normaliser.Normalise(type, value, rules).Canonical is not { } canonical || Normaliser.Same(type, canonical, value, rules)));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_misfit_keeps_what_was_typed_and_tells_why(FieldType type) => Check((value, rules) =>
        Normaliser.Normalise(type, value, rules) is not Normalised.Misfit misfit
        || (misfit.AsTyped == value && misfit.Reason.EndsWith('.')));

    [Fact]
    public void A_full_name_keeps_its_words_and_gets_none() => Check((value, _) =>
    {
        var name = FullName.Split(value);
        var kept = Letters($"{name.First}{name.Last}");
        return kept.Length == 0 || kept.SequenceEqual(Letters(Read.As(FieldType.Name, value)!));
    });

    private static char[] Letters(string text) => [.. text.Where(c => c is not ' ' and not ',').Order()];

    private static ChoiceTable Colours(string? fallback) =>
        new(["Red", "Blue"], new Dictionary<string, string> { ["rot"] = "Red", ["Blue"] = "Red" }, fallback);

    private static void Check(Func<string, NormalisingRules, bool> holds) =>
        Prop.ForAll(Gen.OneOf(Damaged, Damaged, Anything).ToArbitrary(), Rules.ToArbitrary(), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));
}
