using Sync.Contracts;
using Sync.Policy;

namespace Sync.Writer.Trials;

/// <summary>Which routes a trial is for, and what is said where there is none. Pure.</summary>
internal static class TrialRoutes
{
    /// <summary>Stands for every route that can be tried.</summary>
    public const string All = "*";

    /// <param name="name">Of a pair as in <c>sync.yaml</c>, of one direction of it, or <see cref="All"/>.</param>
    public static IReadOnlyList<RoutePolicy> Of(SyncPolicy policy, string name) =>
        [.. Possible(policy).Where(route => name == All || route.Name == name || Pair(route) == name)];

    public static TrialRow Begin(Guid checkup, RoutePolicy route, string[] routes, DateTime now)
    {
        var id = Guid.CreateVersion7();
        return new TrialRow
        {
            Id = id, CheckupId = checkup, Route = route.Name, Source = route.From, Target = route.To, Routes = routes, Email = TrialAddress.Of(id),
            Step = TrialSteps.Create, StepAt = now, LastWork = 0,
        };
    }

    public static CheckedConnection Unknown(SyncPolicy policy, string name) => TrialLines.Refusal(
        name, "no route of sync.yaml by this name makes persons anew",
        Possible(policy).Select(route => route.Name).ToList() is { Count: > 0 } names ? $"Name one of {string.Join(", ", names)}." : "Only a route with create: true can be tried.");

    public static CheckedConnection Busy(RoutePolicy route) => TrialLines.Refusal(
        route.Name, "a trial of this route is under way", "Wait until it is over, which takes a few minutes at most, and try again.");

    // What creates nothing would keep the made-up person back, and companies have no address to be told apart by.
    private static IEnumerable<RoutePolicy> Possible(SyncPolicy policy) => policy.Routes.Where(route => route.Create);

    private static string Pair(RoutePolicy route) => route.Name.Split('>')[0];
}
