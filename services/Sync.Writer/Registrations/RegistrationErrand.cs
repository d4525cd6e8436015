using Sync.Connectors;
using Sync.Policy;
using Sync.Writer.Lanes;

namespace Sync.Writer.Registrations;

/// <summary>Sees to it that the vendor sends us its webhooks: when the lane begins, and from then on again and again.</summary>
internal sealed class RegistrationErrand(
    ConnectionPolicy connection, IRegistration registration, DesiredRegistration desired, LanePause pause, TimeSpan usual,
    TimeProvider time, ILogger<RegistrationErrand> logger) : IErrand
{
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private int _refusals;

    /// <summary>How things stand; null before the first look.</summary>
    public RegistrationNews? News { get; private set; }

    public Task<bool> IsDue(CancellationToken ct) =>
        Task.FromResult(time.GetUtcNow() >= _next && pause.Remaining == TimeSpan.Zero);

    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        // Before the call: one that ends in an exception is not tried again at once.
        _next = time.GetUtcNow() + usual;
        var begun = pause.Generation;
        var answer = await registration.Ensure(desired, ct);
        var now = time.GetUtcNow();
        if (answer.TryGet(out var state, out var fault))
        {
            Registered(state, now, begun);
        }
        else
        {
            Refused(fault, now);
        }
    }

    private void Registered(RegistrationState state, DateTimeOffset now, long begun)
    {
        _refusals = 0;
        _next = RegistrationPlan.After(state, now, usual);
        pause.Succeeded(begun);
        News = new RegistrationNews(now, state, Fault: null);
        if (state.Done.Count > 0)
        {
            logger.Registered(connection.Name, string.Join(", ", state.Done), state.ExpiresAt);
        }

        if (state.Notices.Count > 0)
        {
            logger.RegisteredLess(connection.Name, string.Join(" ", state.Notices));
        }
    }

    private void Refused(VendorFault fault, DateTimeOffset now)
    {
        News = new RegistrationNews(now, News?.State, fault);
        logger.NotRegistered(connection.Name, fault.Class, fault.Message);
        if (RegistrationPlan.PausesTheLane(fault))
        {
            pause.Failed(fault);
            _next = now;
        }
        else
        {
            _next = now + RegistrationPlan.AfterRefusal(_refusals++, usual);
        }
    }
}
