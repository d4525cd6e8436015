using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>
/// Whether a connection is in order. After a fault that concerns the whole account the lane waits, then probes with one record; after the
/// first success its batches grow again, step by step. Nothing is dead-lettered for it.
/// </summary>
internal sealed class LanePause(TimeProvider time, TimeSpan longest)
{
    /// <summary>What <see cref="Describe"/> says of a connection that is in order.</summary>
    public const string InOrder = "running";

    private const string NeedsReauth = "needs-reauth";

    // Records in a call: the probe, and then as many after each success. A vendor that has just come back is not hit with all that waits.
    private static readonly int[] Ramp = [1, 5, 20];

    // Back for so long, it need not be spared any more, however few calls there were.
    private static readonly TimeSpan LongestRamp = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private int _faults;
    private int _step = Ramp.Length;
    private long _generation;
    private DateTimeOffset _until;
    private DateTimeOffset _backSince;
    private VendorFault? _why;

    /// <summary>True if the next call is a probe: one record only, and nothing beside it.</summary>
    public bool IsProbing => _faults > 0;

    /// <summary>To be told with the success of a call that begins now.</summary>
    public long Generation => Interlocked.Read(ref _generation);

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

    /// <summary>For people. A refused credential has a word of its own: nobody but they can mend it.</summary>
    public string Describe() => _why is not { } why ? InOrder
        : $"{Outcomes.Waiting}: {(why.Class == FailureClasses.Authentication ? NeedsReauth : why.Class)} ({why.Code})";

    /// <summary>How many records the next call may hold.</summary>
    public int Most(int largest)
    {
        lock (_lock)
        {
            var isRamp = IsProbing || (_step < Ramp.Length && time.GetUtcNow() < _backSince + LongestRamp);
            return isRamp ? Math.Min(Ramp[_step], largest) : largest;
        }
    }

    /// <summary>A call was answered. One that had begun before the latest fault says nothing about what is so after it.</summary>
    public void Succeeded(long begunIn)
    {
        lock (_lock)
        {
            if (begunIn == _generation)
            {
                _backSince = IsProbing ? time.GetUtcNow() : _backSince;
                _step = Math.Min(_step + 1, Ramp.Length);
                (_faults, _why, _until) = (0, null, default);
            }
        }
    }

    public void Failed(VendorFault fault)
    {
        lock (_lock)
        {
            _why = fault;
            var until = time.GetUtcNow() + (fault.RetryAfter ?? Backoff(fault.Class, _faults));
            _faults++;
            _generation++;
            _step = 0;
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
