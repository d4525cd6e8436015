using System.Diagnostics;

namespace Sync.Benchmarks.Load;

/// <summary>
/// Sends webhooks from one thread over many connections, with poll(2), send(2) and recv(2) alone: it shares the cores with what
/// it measures, so each microsecond that it takes is one that the other does not get.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    // Numbers never repeat within a process, so no two requests of a run are the same delivery.
    private static long _lastNumber = 100_000_000_000;

    private readonly LoadPlan _plan;
    private readonly WebhookRequest _request;
    private readonly LoadConnection[] _connections;
    private readonly Libc.PollEntry[] _polled;
    private readonly Latencies _latencies = new();
    private readonly Dictionary<int, long> _failures = [];
    private readonly List<(long Number, long At)> _starts = [];
    private long _began;
    private long _deadline;
    private long _lastAnswer;
    private long _sent;
    private long _accepted;
    private long _acceptedInTime;
    private int _busy;

    private LoadGenerator(LoadPlan plan)
    {
        _plan = plan;
        _request = new WebhookRequest(plan.Address, plan.Traced);
        _connections = [.. Enumerable.Range(0, plan.Connections).Select(_ => new LoadConnection(plan.Address))];
        _polled = [.. _connections.Select(connection => new Libc.PollEntry { Descriptor = connection.Descriptor, Wanted = Libc.PollIn })];
    }

    /// <summary>Runs a load to its end, every answer included.</summary>
    public static Task<LoadResult> Run(LoadPlan plan, CancellationToken ct) => Task.Factory.StartNew(
        () =>
        {
            using var generator = new LoadGenerator(plan);
            return generator.Run(ct);
        },
        ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private LoadResult Run(CancellationToken ct)
    {
        var clock = TimeProvider.System.GetUtcNow();
        _lastAnswer = _began = Stopwatch.GetTimestamp();
        _deadline = _began + (long)(_plan.Within.TotalSeconds * Stopwatch.Frequency);
        var giveUp = _deadline + (long)(AnswersWithin.TotalSeconds * Stopwatch.Frequency);
        for (var now = _began; (MaySend(now) || _busy > 0) && now < giveUp; now = Stopwatch.GetTimestamp())
        {
            ct.ThrowIfCancellationRequested();
            SendWhatIsDue(now);
            if (Libc.Poll(_polled, Patience(now)) > 0)
            {
                ReceiveAll();
            }
        }

        if (_busy > 0)
        {
            Fail(0, _busy);
        }

        return Describe(clock);
    }

    private bool MaySend(long now) => _sent < _plan.MostRequests && now < _deadline;

    /// <summary>Requests that should have been sent by now.</summary>
    private double Due(long now) =>
        _plan.Rate is { } rate ? 1 + (Stopwatch.GetElapsedTime(_began, now).TotalSeconds * rate) : double.MaxValue;

    private void SendWhatIsDue(long now)
    {
        if (_busy == _connections.Length || _sent + 1 > Due(now))
        {
            return;
        }

        for (var i = 0; i < _connections.Length && MaySend(now) && _sent + 1 <= Due(now); i++)
        {
            if (!_connections[i].IsBusy && _polled[i].Descriptor >= 0)
            {
                Send(i, now);
            }
        }
    }

    // Milliseconds until something is to be done without an answer having come.
    private int Patience(long now) => _plan.Rate is { } rate && _busy < _connections.Length
        ? (int)Math.Clamp((_sent / rate - Stopwatch.GetElapsedTime(_began, now).TotalSeconds) * 1_000, 0, 100)
        : 100;

    private void Send(int index, long now)
    {
        var number = ++_lastNumber;
        _sent++;
        _busy++;
        if (_plan.Traced)
        {
            _starts.Add((number, now));
        }

        if (!_connections[index].Send(_request.With(number), now))
        {
            Lose(index);
        }
    }

    private void ReceiveAll()
    {
        for (var i = 0; i < _connections.Length; i++)
        {
            if (_polled[i].Happened != 0 && _connections[i].Receive() is { } status)
            {
                Answered(i, status);
            }
        }
    }

    private void Answered(int index, int status)
    {
        var now = Stopwatch.GetTimestamp();
        if (status == 0)
        {
            Lose(index);
            return;
        }

        _busy--;
        _lastAnswer = now;
        if (status is >= 200 and < 300)
        {
            _accepted++;
            _acceptedInTime += now <= _deadline ? 1 : 0;
            _latencies.Add(_connections[index].SentAt, now);
        }
        else
        {
            Fail(status, 1);
        }

        if (_plan.Rate is null && MaySend(now))
        {
            Send(index, now);
        }
    }

    private void Lose(int index)
    {
        _busy--;
        // poll(2) passes over negative descriptors: the connection takes no part any more.
        _polled[index].Descriptor = -1;
        Fail(0, 1);
        if (_polled.All(entry => entry.Descriptor < 0))
        {
            throw new BenchException($"{_plan.Address.Authority} closed every connection.");
        }
    }

    private void Fail(int status, long count) => _failures[status] = _failures.GetValueOrDefault(status) + count;

    private LoadResult Describe(DateTimeOffset clock) => new()
    {
        Began = clock,
        Sent = _sent,
        Accepted = _accepted,
        AcceptedInTime = _acceptedInTime,
        Window = Stopwatch.GetElapsedTime(_began, Math.Min(_deadline, _sent >= _plan.MostRequests ? _lastAnswer : _deadline)),
        Failures = _failures,
        Latencies = _latencies,
        Starts = [.. _starts.Select(start => (start.Number, clock + Stopwatch.GetElapsedTime(_began, start.At)))],
    };
}
