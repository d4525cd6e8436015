using FsCheck;
using FsCheck.Fluent;

namespace Sync.Policy.Tests;

public sealed class ConsentTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static readonly Gen<(string Source, ConsentWord Word, int Second)[]> Histories =
        from length in Gen.Choose(0, 10)
        from said in (
            from source in Gen.Elements("marketing", "sales")
            from word in Gen.Elements(Enum.GetValues<ConsentWord>())
            from second in Gen.Choose(0, 5)
            select (source, word, second)).ArrayOf(length)
        select said;

    [Theory]
    [InlineData(ConsentStatus.Unknown)]
    [InlineData(ConsentStatus.Pending, ConsentWord.AskForOptIn)]
    [InlineData(ConsentStatus.OptedIn, ConsentWord.AskForOptIn, ConsentWord.ConfirmOptIn)]
    [InlineData(ConsentStatus.OptedIn, ConsentWord.ConfirmOptIn, ConsentWord.AskForOptIn)]
    [InlineData(ConsentStatus.OptedOut, ConsentWord.ConfirmOptIn, ConsentWord.OptOut)]
    [InlineData(ConsentStatus.OptedOut, ConsentWord.OptOut, ConsentWord.AskForOptIn)]
    [InlineData(ConsentStatus.OptedIn, ConsentWord.OptOut, ConsentWord.AskForOptIn, ConsentWord.ConfirmOptIn)]
    public void What_was_said_one_after_the_other_comes_to_a_status(ConsentStatus expected, params ConsentWord[] words)
    {
        var state = words.Select((word, second) => (word, second)).Aggregate(
            ConsentState.Unknown, (state, said) => Consent.Apply(state, "marketing", said.word, Pair.At(said.second)));

        Assert.Equal(expected, state.Status);
    }

    [Fact]
    public void Of_one_instant_the_opt_out_counts()
    {
        var state = Consent.Apply(ConsentState.Unknown, "sales", ConsentWord.OptOut, Pair.At(1));

        Assert.Equal(ConsentStatus.OptedOut, Consent.Apply(state, "marketing", ConsentWord.ConfirmOptIn, Pair.At(1)).Status);
    }

    [Theory]
    [InlineData(ConsentStatus.Unknown, ConsentWord.OptOut)]
    [InlineData(ConsentStatus.OptedIn, ConsentWord.OptOut)]
    [InlineData(ConsentStatus.Pending, ConsentWord.OptOut)]
    [InlineData(ConsentStatus.OptedOut, null)]
    public void An_opt_out_is_told_to_whoever_does_not_have_it(ConsentStatus known, ConsentWord? expected) => Assert.Equal(
        expected, Consent.Lacking(Consent.Apply(ConsentState.Unknown, "sales", ConsentWord.OptOut, Pair.At(1)), known));

    [Fact]
    public void What_waits_for_its_confirmation_is_told_to_nobody() => Assert.Null(
        Consent.Lacking(Consent.Apply(ConsentState.Unknown, "sales", ConsentWord.AskForOptIn, Pair.At(1)), ConsentStatus.Unknown));

    [Fact]
    public void Whatever_the_order_and_repetition_the_same_is_known_in_the_end() => Prop.ForAll(
        (from said in Histories from shuffled in Gen.Shuffle(said.Concat(said.Take(3))) select (said, shuffled)).ToArbitrary(),
        run => End(run.said) == End(run.shuffled)).Check(Thorough);

    [Fact]
    public void Nothing_reopens_an_opt_out_but_a_newer_confirmed_opt_in() => Prop.ForAll(Histories.ToArbitrary(), said =>
    {
        var state = ConsentState.Unknown;
        foreach (var (source, word, second) in said)
        {
            var next = Consent.Apply(state, source, word, Pair.At(second));
            var reopens = state.Status == ConsentStatus.OptedOut && next.Status != ConsentStatus.OptedOut;
            if (reopens && !(word == ConsentWord.ConfirmOptIn && Pair.At(second) > state.OptedOut!.At))
            {
                return false;
            }

            state = next;
        }

        return true;
    }).Check(Thorough);

    private static ConsentState End(IEnumerable<(string Source, ConsentWord Word, int Second)> said) => said.Aggregate(
        ConsentState.Unknown, (state, each) => Consent.Apply(state, each.Source, each.Word, Pair.At(each.Second)));
}
