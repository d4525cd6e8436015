using System.Collections.Concurrent;
using Sync.Contracts;

namespace Sync.Messaging.Tests;

/// <summary>A store for dead letters that can refuse some.</summary>
internal sealed class Letters : IDeadLetterStore
{
    private int _tries;

    /// <summary>Called before letters are kept, with the number of the try; an exception refuses them.</summary>
    public Action<int> Before { get; set; } = _ => { };

    public ConcurrentQueue<DeadLettered> Kept { get; } = new();

    public Task Keep(IReadOnlyList<DeadLettered> letters, CancellationToken ct)
    {
        Before(Interlocked.Increment(ref _tries));
        foreach (var letter in letters)
        {
            Kept.Enqueue(letter);
        }

        return Task.CompletedTask;
    }
}
