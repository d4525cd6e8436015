using FsCheck;
using FsCheck.Fluent;
using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

/// <summary>A tag is on or not, on both sides alike, whatever is told late, twice or before our own call was carried out.</summary>
public sealed class TagTests
{
    private static readonly Pair Tag = new(Type: FieldType.Tag, WritesPerHour: 1_000);

    [Fact]
    public void A_record_without_the_tag_takes_it_off_only_if_it_was_heard_to_have_it()
    {
        var on = Tag.Say(Pair.Marketing, 1, "true");
        Assert.True(Tag.Lacks(on, Pair.Sales));
        var asked = Pair.Write(Merge.Ask(on, Pair.Sales, [Pair.Field], Pair.At(2)), Pair.Sales, 2.5, "true");

        // A look from before our call, told after it, in the very second.
        var late = Tag.Say(asked, Pair.Sales, 2, null);
        Assert.Equal((FieldVerdict.Same, "true"), (late.Verdicts[Pair.Field], late.State.Agreed()[Pair.Field]));

        var echoed = Tag.Say(late.State, Pair.Sales, 4, "true");
        Assert.Equal(FieldVerdict.Echo, echoed.Verdicts[Pair.Field]);
        var off = Tag.Say(echoed.State, Pair.Sales, 9, null);
        Assert.Equal((FieldVerdict.Accepted, null), (off.Verdicts[Pair.Field], off.State.Agreed()[Pair.Field]));
        Assert.True(Tag.Lacks(off.State, Pair.Marketing));
    }

    [Fact]
    public void What_may_only_fill_puts_a_tag_on_and_never_takes_it_off()
    {
        var pair = Tag with { ToSales = Direction.Fill };
        var on = pair.Say(Pair.Marketing, 1, "true");
        Assert.True(pair.Lacks(on, Pair.Sales));

        var off = pair.Say(Pair.Write(on, Pair.Sales, 2, "true"), Pair.Marketing, 3, null);

        Assert.False(pair.Lacks(off.State, Pair.Sales));
    }

    [Fact]
    public void Two_sides_that_put_it_on_and_off_end_alike_and_there_is_never_a_conflict() => Prop.ForAll(
        (from steps in (
            from system in Gen.Elements(Pair.Marketing, Pair.Sales)
            from isOn in Gen.Elements(true, false)
            from writes in Gen.Choose(0, 2)
            select (system, isOn, writes)).ArrayOf(9)
         select steps).ToArbitrary(),
        steps =>
        {
            var (state, second, has) = (PersonState.Empty, 1, new Dictionary<string, bool> { [Pair.Marketing] = false, [Pair.Sales] = false });
            foreach (var (system, isOn, writes) in steps)
            {
                has[system] = isOn;
                state = Tag.Say(state, system, second, isOn ? "true" : null).State;
                second += 3;
                for (var write = 0; write < writes; write++)
                {
                    state = Carry(state, has, ref second);
                }
            }

            for (var write = 0; write < 4; write++)
            {
                state = Carry(state, has, ref second);
            }

            // Of a tag that nobody ever had nothing is known.
            return has[Pair.Marketing] == has[Pair.Sales] && state.Fields.GetValueOrDefault(Pair.Field)?.Conflict is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("lead, VIP", true)]
    [InlineData("vip;lead", true)]
    [InlineData("||lead||VIP||", true)]
    [InlineData("||vips||", false)]
    [InlineData("vips, lead", false)]
    [InlineData(null, false)]
    public void Tags_are_told_from_each_other_by_their_whole_names(string? tags, bool has)
    {
        var tag = new FieldPolicy { Name = "tag:vip", From = "tags", To = "VIP", TagThere = "vip" };

        Assert.Equal(has, RecordTags.Has(new Dictionary<string, string?> { ["tags"] = tags }, tag));
        Assert.Null(RecordTags.Has(new Dictionary<string, string?>(), tag));
    }

    // What a side lacks is written there, and it tells of that.
    private static PersonState Carry(PersonState state, Dictionary<string, bool> has, ref int second)
    {
        foreach (var target in new[] { Pair.Marketing, Pair.Sales })
        {
            if (Tag.Lacks(state, target))
            {
                var value = state.Agreed()[Pair.Field];
                has[target] = value == "true";
                state = Pair.Write(state, target, second, value);
                state = Tag.Say(state, target, second + 1, value).State;
                second += 3;
            }
        }

        return state;
    }
}
