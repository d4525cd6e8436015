using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

/// <summary>Two systems and one field between them, under any rules.</summary>
public sealed record Pair(
    Direction ToSales = Direction.Overwrite, Direction ToMarketing = Direction.Overwrite, string Owner = Pair.Sales,
    bool Creates = true, bool Updates = true, int WritesPerHour = RoutePolicy.DefaultWritesPerHour,
    FieldType Type = FieldType.Text)
{
    public const string Marketing = "marketing";
    public const string Sales = "sales";
    public const string Field = "phone";

    public static DateTimeOffset At(double second) => new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);

    public RoutePolicy Route(string target) => new()
    {
        Name = $"people>{target}",
        From = Other(target),
        To = target,
        CreateIn = "",
        Create = Creates,
        Update = Updates,
        WritesPerHour = WritesPerHour,
        Fields = [new FieldPolicy { Name = Field, From = "a", To = "b", Direction = target == Sales ? ToSales : ToMarketing, Owner = Owner, Type = Type }],
    };

    public MergeRules Rules() => new([Route(Sales), Route(Marketing)]);

    public static string Other(string system) => system == Sales ? Marketing : Sales;

    public MergeResult Say(
        PersonState state, string source, double second, string? value, long arrival = 0, Hearing? hearing = null) => Merge.Apply(
        state, source, At(second), new Dictionary<string, string?> { [Field] = value }, arrival, Rules(), PlainComparison.Same, hearing);

    public PersonState Say(string source, double second, string? value) => Say(PersonState.Empty, source, second, value).State;

    public static PersonState Write(PersonState state, string target, double second, string? value) =>
        Merge.Learn(state, target, At(second), new Dictionary<string, string?> { [Field] = value });

    public RouteDecision Decide(PersonState state, string target, bool isLinked = true, double second = 1000, DateTimeOffset? heard = null) =>
        RouteDeciding.Decide(Route(target), state, isLinked, At(second), PlainComparison.Same, onItsWaySince: _ => heard);

    public bool Lacks(PersonState state, string target) => Decide(state, target).Write.Count > 0;
}
