using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class AssigningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string?> German = new() { ["country"] = "DE", ["postcode"] = "10115" };
    private static readonly Dictionary<string, string?> Nobody = [];

    [Fact]
    public void The_first_rule_that_fits_says_who_may_get_it()
    {
        var world = new World(Owner("ada@a.test"), Owner("bob@a.test"));
        var play = World.Play(new AssignmentRule(new PlayCondition("postcode", ["10*"]), ["bob@a.test"]), world.All);

        Assert.Equal(("bob@a.test", "postcode 10*: the only one"), world.Give(play, German));
        Assert.Equal(("ada@a.test", "in turn among 2"), world.Give(play, Nobody));
    }

    [Fact]
    public void Who_is_away_is_passed_over_and_owes_nothing_when_he_is_back()
    {
        var away = Owner("bob@a.test") with { Away = [(new DateOnly(2026, 11, 27), new DateOnly(2026, 11, 27))] };
        var world = new World(Owner("ada@a.test"), away);
        var play = World.Play(world.All);

        Assert.Equal(Enumerable.Repeat("ada@a.test", 10), Enumerable.Range(0, 10).Select(_ => world.Give(play, Nobody).Owner));
        var back = Enumerable.Range(0, 10).Select(_ => world.Give(play, Nobody, Now.AddDays(1)).Owner).CountBy(owner => owner).ToDictionary();
        Assert.Equal(5, back["bob@a.test"]);
    }

    [Fact]
    public void When_all_are_away_somebody_gets_it_all_the_same()
    {
        var away = Owner("bob@a.test") with { Away = [(new DateOnly(2026, 11, 27), new DateOnly(2026, 11, 27))] };
        var world = new World(away);

        Assert.Equal(("bob@a.test", "the only one, all are away"), world.Give(World.Play(world.All), Nobody));
    }

    [Fact]
    public void Who_was_given_the_person_before_keeps_him_and_no_turn_is_used()
    {
        var world = new World(Owner("ada@a.test"), Owner("bob@a.test"));

        var kept = world.Assign(World.Play(world.All), Nobody, Now, before: "bob@a.test");

        Assert.Equal("bob@a.test", kept!.Owner.Email);
        Assert.Null(kept.Rotation);
    }

    [Fact]
    public void Whom_the_crm_refuses_gets_nothing_and_nobody_is_left_in_the_end()
    {
        var world = new World(Owner("ada@a.test"), Owner("bob@a.test"));
        var play = World.Play(world.All);

        Assert.Equal("bob@a.test", world.Assign(play, Nobody, Now, before: "ada@a.test", "ada@a.test")!.Owner.Email);
        Assert.Null(world.Assign(play, Nobody, Now, before: null, "ada@a.test", "bob@a.test"));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 7)]
    [InlineData(7, 1_000)]
    [InlineData(9, 100)]
    public void Each_gets_his_share_and_nobody_two_more_than_another(int owners, int persons)
    {
        var world = new World([.. Enumerable.Range(0, owners).Select(number => Owner($"o{number}@a.test"))]);
        var play = World.Play(world.All);
        var given = Enumerable.Range(0, persons).Select(_ => world.Give(play, Nobody).Owner).CountBy(owner => owner).ToDictionary();

        var counts = world.Policy.Owners.Select(owner => given.GetValueOrDefault(owner.Email)).ToList();
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    [Fact]
    public void Who_has_twice_the_weight_gets_twice_as_many_and_not_all_at_once()
    {
        var world = new World(Owner("ada@a.test") with { Weight = 2 }, Owner("bob@a.test"));
        var play = World.Play(world.All);

        Assert.Equal("abaaba", string.Concat(Enumerable.Range(0, 6).Select(_ => world.Give(play, Nobody).Owner[0])));
    }

    private static OwnerPolicy Owner(string email) => new(
        email, 1, new WorkingHours(TimeZoneInfo.Utc, new HashSet<DayOfWeek> { DayOfWeek.Monday }, new TimeOnly(9, 0), new TimeOnly(17, 0)), []);

    /// <summary>A team, and whose turn it is.</summary>
    private sealed class World(params OwnerPolicy[] owners)
    {
        private readonly Dictionary<string, IReadOnlyDictionary<string, long>> _turns = [];

        public HandoffPolicy Policy { get; } = new(owners, []);

        public AssignmentRule All { get; } = new(null, [.. owners.Select(owner => owner.Email)]);

        public static PlayPolicy Play(params AssignmentRule[] rules) => new()
        {
            Name = "demo",
            Source = "marketing",
            Target = "sales",
            Triggers = [],
            Cooldown = TimeSpan.FromDays(7),
            Unless = [],
            Assign = rules,
            Within = TimeSpan.FromMinutes(15),
            Task = new TaskTemplate("Call {name}", null, null),
        };

        public (string Owner, string Why) Give(PlayPolicy play, Dictionary<string, string?> fields, DateTimeOffset? at = null)
        {
            var given = Assign(play, fields, at ?? Now, before: null)!;
            _turns[given.Rotation!] = given.Credits!;
            return (given.Owner.Email, given.Why);
        }

        public Assignment? Assign(PlayPolicy play, Dictionary<string, string?> fields, DateTimeOffset at, string? before, params string[] refused) =>
            Assigning.Assign(Policy, play, fields, at, before, name => _turns.GetValueOrDefault(name) ?? new Dictionary<string, long>(), refused);
    }
}
