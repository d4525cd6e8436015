using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>
/// Whether a connection is in order. After a fault that concerns the whole account the lane waits, then probes with one record;
/// the first success opens it again. Nothing is dead-lettered for it.
/// </summary>
internal sealed class LanePause(TimeProvider time, TimeSpan longest)
{
    /// <summary>What <see cref="Describe"/> says of a connection that is in order.</summary>
    public const string InOrder = "running";

    private readonly Lock _lock = new();
    private int _faults;
    private DateTimeOffset _until;
    private VendorFault? _why;

    /// <summary>True if the next call is a probe: one record only.</summary>
    public bool IsProbing => _faults > 0;

    /// <summary>How long to wait before the next call; zero if there is no reason to.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                var left = _until - time.GetUtcNow();
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    public string Describe() => _why is { } why ? $"{Outcomes.Waiting}: {why.Class} ({why.Code})" : InOrder;

    public void Succeeded()
    {
        lock (_lock)
        {
            (_faults, _why, _until) = (0, null, default);
        }
    }

    public void Failed(VendorFault fault)
    {
        lock (_lock)
        {
            _why = fault;
            var until = time.GetUtcNow() + (fault.RetryAfter ?? Backoff(fault.Class, _faults));
            _faults++;
            _until = until > _until ? until : _until;
        }
    }

    /// <summary>Doubles with each fault in a row. A dead credential or an empty quota does not mend within seconds.</summary>
    private TimeSpan Backoff(string failureClass, int faultsBefore)
    {
        var first = failureClass is FailureClasses.Authentication or FailureClasses.Permission or FailureClasses.Quota ? 10 : 0.5;
        var seconds = Math.Min(first * Math.Pow(2, Math.Min(faultsBefore, 16)), longest.TotalSeconds);
        return TimeSpan.FromSeconds(seconds);
    }
}
