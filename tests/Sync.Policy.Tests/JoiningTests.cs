using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

/// <summary>What is known of two persons who are one.</summary>
public sealed class JoiningTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly LifecyclePolicy Lifecycle = new([new("lead", true, null), new("mql", true, null), new("customer", true, null)]);

    [Theory]
    [InlineData("phone", "1", 0, "2", 5, "2")]
    [InlineData("phone", "1", 5, "2", 0, "1")]
    [InlineData("phone", "1", 0, "", 5, "1")]
    [InlineData("phone", "", 5, "2", 0, "2")]
    [InlineData("email", "a@example.test", 0, "b@example.test", 5, "a@example.test")]
    [InlineData("no_mail", "false", 5, "true", 0, "true")]
    [InlineData("no_mail", "true", 0, "false", 5, "true")]
    [InlineData("lifecycle", "customer", 0, "lead", 5, "customer")]
    [InlineData("lifecycle", "lead", 5, "customer", 0, "customer")]
    [InlineData("mql_since", "2026-03-01T00:00:00+00:00", 0, "2026-03-02T00:00:00+00:00", 5, "2026-03-01T00:00:00+00:00")]
    [InlineData("mql_since", "2026-03-02T00:00:00+00:00", 5, "2026-03-01T00:00:00+00:00", 0, "2026-03-01T00:00:00+00:00")]
    public void The_later_value_holds_unless_one_says_more(string field, string kept, int keptAt, string gone, int goneAt, string holds)
    {
        var joined = Join(Of(field, kept, keptAt), Of(field, gone, goneAt));

        Assert.Equal(holds, joined.Fields[field].Agreed);
    }

    [Fact]
    public void What_is_known_of_a_record_stays_with_the_record()
    {
        var kept = Of("phone", "1", 0, ("sales", "1"));
        var gone = Of("phone", "2", 5, ("sales", "2"), ("marketing", "3"));

        var shadows = Join(kept, gone, ["marketing"], ("sales", "sales~Leads/9")).Fields["phone"].Shadows;

        Assert.Equal(("1", "2", "3"), (shadows["sales"].Value, shadows["sales~Leads/9"].Value, shadows["marketing"].Value));
    }

    [Fact]
    public void Of_a_record_behind_another_only_what_it_newly_says_is_news()
    {
        var state = Join(Of("phone", "1", 0, ("sales", "1")), Of("phone", "2", 0, ("sales", "2")), [], ("sales", "sales~Leads/9"));

        Assert.Empty(News(state, 60, "2"));
        Assert.Empty(News(state, -60, "7"));
        Assert.Equal("7", News(state, 60, "7")["phone"]);

        var heard = RecordBehind.Heard(state, state, "sales", "sales~Leads/9", Noon.AddSeconds(60), News(state, 60, "7"));
        Assert.Empty(News(heard, 90, "7"));
        Assert.Equal("2", News(heard, 90, "2")["phone"]);
        Assert.Equal("1", heard.Fields["phone"].Shadows["sales"].Value);
    }

    private static Dictionary<string, string?> News(PersonState state, int at, string phone) => RecordBehind.News(
        state, "sales~Leads/9", Noon.AddSeconds(at), new Dictionary<string, string?> { ["phone"] = phone }, MergeRules.LatestWins, Same);

    private static PersonState Join(PersonState kept, PersonState gone, string[]? moved = null, params (string System, string Record)[] behind) =>
        Joining.Join(kept, gone, (moved ?? []).ToHashSet(), behind, Rules(), Lifecycle);

    private static PersonState Of(string field, string value, int at, params (string System, string Value)[] known) => new()
    {
        Fields = new Dictionary<string, FieldState>
        {
            [field] = new FieldState
            {
                Agreed = value, AgreedBy = "sales", AgreedAt = Noon.AddSeconds(at),
                Shadows = known.ToDictionary(each => each.System, each => new Shadow { Value = each.Value, At = Noon.AddSeconds(at) }),
            },
        },
    };

    private static MergeRules Rules() => new(
    [
        new RoutePolicy
        {
            Name = "people>sales", From = "marketing", To = "sales", CreateIn = "Leads",
            Fields = [new FieldPolicy { Name = "no_mail", From = "no_mail", To = "Email_Opt_Out", Type = FieldType.OptOut }],
        },
    ]);

    private static bool Same(FieldType type, string? one, string? other) => one == other;
}
