namespace Sync.Policy;

/// <summary>What goes along a route for one person.</summary>
/// <param name="Write">Fields that the target shall get, in the route's order.</param>
/// <param name="HeldBack">Fields that it lacks and does not get, and the outcome that says why.</param>
public sealed record RouteDecision(IReadOnlyList<string> Write, IReadOnlyDictionary<string, string> HeldBack)
{
    public static RouteDecision Nothing { get; } = new([], new Dictionary<string, string>());
}
