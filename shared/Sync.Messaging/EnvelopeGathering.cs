namespace Sync.Messaging;

/// <summary>
/// Runs envelopes together that come within a moment of each other, for consumers that nobody waits for: one commit then serves many. An
/// envelope counts as consumed when all that were gathered with it are.
/// </summary>
internal sealed class EnvelopeGathering<TItem>(TimeSpan within, Func<IReadOnlyList<TItem>, Task> run, int atOnce, TimeProvider time)
    : IDisposable
{
    /// <summary>Envelopes that the broker hands out ahead: half of them may gather while the others are run.</summary>
    public const int Prefetch = 128;

    private const int MostEnvelopes = Prefetch / 2;
    private const int MostItems = 500;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _places = new(atOnce);
    private Round? _open;

    /// <summary>Returns when the items have been consumed.</summary>
    public Task Add(IReadOnlyList<TItem> items)
    {
        Round round;
        lock (_lock)
        {
            round = _open ??= Open();
            round.Items.AddRange(items);
            round.Envelopes++;
            if (round.Envelopes == MostEnvelopes || round.Items.Count >= MostItems)
            {
                _open = null;
                round.Closed.TrySetResult();
            }
        }

        return round.Consumed;
    }

    public void Dispose() => _places.Dispose();

    private Round Open()
    {
        var round = new Round();
        round.Consumed = Consume(round);
        return round;
    }

    private async Task Consume(Round round)
    {
        await Task.WhenAny(round.Closed.Task, Task.Delay(within, time));
        lock (_lock)
        {
            _open = _open == round ? null : _open;
        }

        await _places.WaitAsync();
        try
        {
            await run(round.Items);
        }
        finally
        {
            _places.Release();
        }
    }

    private sealed class Round
    {
        public List<TItem> Items { get; } = [];

        public int Envelopes { get; set; }

        public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Consumed { get; set; } = Task.CompletedTask;
    }
}
