using System.Text.Json;

namespace Sync.Sandbox.Delivery;

/// <summary>What became of a vendor's deliveries. Fields are counted with interlocked operations.</summary>
internal sealed class DeliveryCounts
{
    private long _emitted;
    private long _sent;
    private long _failed;
    private long _dropped;
    private long _duplicated;
    private long _reordered;
    private long _pending;

    /// <summary>Events that had a receiver; each is one delivery before duplicates and drops.</summary>
    public void Emitted() => Interlocked.Increment(ref _emitted);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    public void Duplicated() => Interlocked.Increment(ref _duplicated);

    public void Reordered() => Interlocked.Increment(ref _reordered);

    public void Queued() => Interlocked.Increment(ref _pending);

    /// <summary>Any status of 200 to 299 is a success; nothing is ever sent again.</summary>
    public void Answered(int status)
    {
        Interlocked.Increment(ref status is >= 200 and < 300 ? ref _sent : ref _failed);
        Interlocked.Decrement(ref _pending);
    }

    public void NoRoom()
    {
        Interlocked.Decrement(ref _pending);
        Dropped();
    }

    /// <summary>Starts at zero again; what is still on its way stays pending.</summary>
    public void Reset()
    {
        _emitted = _sent = _failed = _dropped = _duplicated = _reordered = 0;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("emitted", Volatile.Read(ref _emitted));
        json.WriteNumber("sent", Volatile.Read(ref _sent));
        json.WriteNumber("failed", Volatile.Read(ref _failed));
        json.WriteNumber("dropped", Volatile.Read(ref _dropped));
        json.WriteNumber("duplicated", Volatile.Read(ref _duplicated));
        json.WriteNumber("reordered", Volatile.Read(ref _reordered));
        json.WriteNumber("pending", Volatile.Read(ref _pending));
    }
}
