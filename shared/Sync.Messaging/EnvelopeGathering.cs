namespace Sync.Messaging;

/// <summary>
/// Runs envelopes together that come within a moment of each other, or while there is no place to run them: one commit then serves many. An
/// envelope counts as consumed when all that were gathered with it are.
/// </summary>
/// <param name="within">How long an envelope waits for others though there is a place; zero where somebody waits for it.</param>
/// <param name="most">Envelopes and items that are run together.</param>
internal sealed class EnvelopeGathering<TItem>(
    TimeSpan within, (int Envelopes, int Items) most, Func<IReadOnlyList<TItem>, Task> run, int atOnce, TimeProvider time) : IDisposable
{
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
            if (round.Envelopes == most.Envelopes || round.Items.Count >= most.Items)
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
        // Off the thread that adds: the round has nothing in it yet.
        await Task.Yield();
        await Task.WhenAny(round.Closed.Task, Task.Delay(within, time));
        await _places.WaitAsync();
        lock (_lock)
        {
            _open = _open == round ? null : _open;
        }

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
