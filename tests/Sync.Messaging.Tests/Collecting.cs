using System.Collections.Concurrent;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Testing;

/// <summary>A consumer that keeps what it is given, and fails when the test wants it to.</summary>
internal sealed class Collecting<TItem> : IEnvelopeConsumer<TItem>
    where TItem : notnull
{
    private readonly ConcurrentQueue<TItem> _items = new();
    private int _tries;

    /// <summary>Called before an envelope is kept, with the number of the try; an exception fails it.</summary>
    public Action<IReadOnlyList<TItem>, int> Before { get; set; } = (_, _) => { };

    public IReadOnlyList<TItem> Items => [.. _items];

    /// <summary>Envelopes tried, without the empty ones of a start.</summary>
    public int Tries => _tries;

    public Task Consume(IReadOnlyList<TItem> items, CancellationToken ct)
    {
        if (items.Count > 0)
        {
            Before(items, Interlocked.Increment(ref _tries));
            foreach (var item in items)
            {
                _items.Enqueue(item);
            }
        }

        return Task.CompletedTask;
    }

    public DeadLettered Describe(TItem item, Exception cause) =>
        DeadLetter.Of(item, $"key of {item.GetHashCode()}", null, "collecting", "It could not be collected", cause, Some.Moment);
}
