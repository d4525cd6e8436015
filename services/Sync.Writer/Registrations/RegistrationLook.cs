using Sync.Connectors;
using Sync.Policy;

namespace Sync.Writer.Registrations;

/// <summary>What a lane can say of its connection's registration.</summary>
/// <param name="IsWanted">Routes begin at the connection.</param>
/// <param name="Obstacle">Why nothing can be registered though it is wanted; null if it can.</param>
/// <param name="Errand">Null if nothing is registered: it is not wanted, or cannot be.</param>
internal sealed record RegistrationLook(bool IsWanted, string? Obstacle, DesiredRegistration? Desired, RegistrationErrand? Errand)
{
    public static RegistrationLook Of(
        ConnectionPolicy connection, SyncPolicy policy, PublicAddress address, Func<DesiredRegistration, RegistrationErrand> open)
    {
        var isWanted = policy.RoutesFrom(connection.Name).Any();
        var desired = isWanted && address.HookOf(connection) is { } hook
            ? new DesiredRegistration(hook) { Kinds = Kinds(connection, policy) } : null;
        return new RegistrationLook(
            isWanted, isWanted ? address.ObstacleFor(connection) : null, desired, desired is null ? null : open(desired));
    }

    private static IReadOnlyList<string> Kinds(ConnectionPolicy connection, SyncPolicy policy)
    {
        var vendor = KnownConnectors.All[connection.Vendor];
        return
        [
            .. vendor.PersonEvents,
            .. policy.RoutesFrom(connection.Name, SyncObject.Company).Any() ? vendor.CompanyEvents : [],
            .. policy.Handoff.HearsOfDeals(connection.Name) ? vendor.DealEvents : [],
        ];
    }

    /// <summary>True if there is nothing to wait for: the first try has been made, or none will be.</summary>
    public bool IsTried => Errand is null or { News: not null };

    /// <summary>For people; null where nothing has to be registered.</summary>
    public string? Describe() => !IsWanted ? null
        : Obstacle is not null ? $"not registered: {Obstacle}"
        : Errand!.News?.Describe() ?? "not looked at yet";

    /// <summary>What a checkup has to say beside what the vendor answers.</summary>
    /// <param name="isUsable">Address and key are good: otherwise they are why registering failed.</param>
    public IEnumerable<CheckLine> Lines(bool isUsable)
    {
        if (Obstacle is not null)
        {
            yield return CheckLine.Bad(
                "webhooks", $"not registered: {Obstacle}",
                $"Set {PublicAddress.Variable} of the writer to the https address at which vendors reach the ingress, and start it anew.");
        }

        if (isUsable && Errand?.News is { Fault: { } fault } news)
        {
            yield return CheckLine.Bad(
                "registration", $"the last try ended in {fault.Class} ({fault.Code}): {fault.Message}",
                $"It is tried again by itself. Now: {news.Describe()}.");
        }
    }
}
