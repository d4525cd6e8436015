using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>Texts are composed as the Unicode standard's normalisation form C says; the pairs are examples of its annex 15.</summary>
public sealed class CompositionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("Mu\u0308ller", "Müller")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\u1E0B\u0323", "\u1E0D\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("a\u0328\u0301", "\u0105\u0301")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("\uAC00\u11A8", "각")]
    [InlineData("\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("😀e\u0301", "😀é")]
    public void A_letter_and_its_marks_become_one(string apart, string composed) =>
        Assert.Equal(composed, Normaliser.Normalise(FieldType.Text, apart, NormalisingRules.Usual).Canonical);

    [Theory]
    [InlineData("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour")]
    [InlineData(" \uFEFF\u00A0x\u200B\t", "x")]
    [InlineData("a\0b", "ab")]
    [InlineData("two  spaces", "two  spaces")]
    public void Text_can_be_stored_and_its_lines_end_alike(string typed, string canonical) =>
        Assert.Equal(canonical, Normaliser.Normalise(FieldType.Text, typed, NormalisingRules.Usual).Canonical);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\0")]
    public void An_empty_text_is_nothing(string? typed) =>
        Assert.Same(Normalised.Nothing, Normaliser.Normalise(FieldType.Text, typed, NormalisingRules.Usual));

    [Fact]
    public void Half_a_character_is_marked_as_lost() =>
        Assert.Equal("a\uFFFDb", Normaliser.Normalise(FieldType.Text, "a\uD800b", NormalisingRules.Usual).Canonical);
}
