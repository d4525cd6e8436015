using Sync.Contracts;

namespace Sync.Messaging;

/// <summary>Handles the items of an envelope together, in one transaction where it has state.</summary>
public interface IEnvelopeConsumer<in TItem>
{
    /// <summary>Handles all items or none. Must be safe to repeat: the broker delivers at least once.</summary>
    /// <exception cref="PermanentFailureException">No retry will help the items.</exception>
    Task Consume(IReadOnlyList<TItem> items, CancellationToken ct);

    /// <summary>Names an item that failed for good, for the people who will look at it.</summary>
    DeadLettered Describe(TItem item, Exception cause);
}
