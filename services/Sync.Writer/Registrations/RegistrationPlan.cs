using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Registrations;

/// <summary>When a registration is looked at again. Pure.</summary>
internal static class RegistrationPlan
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>When the vendor's answer demands it, but no later than usual: a person may have deleted it meanwhile.</summary>
    public static DateTimeOffset After(RegistrationState state, DateTimeOffset now, TimeSpan usual)
    {
        var latest = now + usual;
        var soonest = now + Soonest;
        return state.LookAgainAt is not { } demanded || demanded > latest ? latest : demanded < soonest ? soonest : demanded;
    }

    /// <summary>The connection as a whole is out of order: the lane waits and probes as after a write that failed so.</summary>
    public static bool PausesTheLane(VendorFault fault) => fault.IsAccountWide && fault.Class != FailureClasses.Permission;

    /// <summary>After a refusal that only a person can end, such as a right that is missing: doubles from half a minute, up to the usual
    /// time.</summary>
    /// <param name="refusalsBefore">In a row.</param>
    public static TimeSpan AfterRefusal(int refusalsBefore, TimeSpan usual)
    {
        var wait = TimeSpan.FromSeconds(30) * Math.Pow(2, Math.Min(refusalsBefore, 10));
        return wait < usual ? wait : usual;
    }
}
