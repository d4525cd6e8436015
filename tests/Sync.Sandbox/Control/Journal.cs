using System.Collections.Concurrent;
using System.Globalization;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>Every call received, newest two million; without bodies and query strings, which may hold secrets.</summary>
internal sealed class Journal
{
    private const int ChunkSize = 16_384;
    private const int MostChunks = 2_000_000 / ChunkSize;
    private const int MostPaths = 4_096;

    private readonly Lock _gate = new();
    private readonly Queue<JournalEntry[]> _chunks = new();
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);
    private JournalEntry[] _newest = [];
    private int _used;
    private long _first = 1;

    /// <summary>Number of the next entry; numbers go on after <see cref="Reset"/>, so that a reader's place stays good.</summary>
    public long Next { get; private set; } = 1;

    public void Add(string vendor, Call call, DateTimeOffset now, TimeSpan took)
    {
        var entry = new JournalEntry
        {
            At = now.Ticks,
            Vendor = vendor,
            Method = call.Method,
            Path = Shared(call.Path),
            Status = (short)call.Status,
            Records = call.Records,
            Milliseconds = (float)took.TotalMilliseconds,
        };
        ReadTrace(call.Header("traceparent"), ref entry);
        lock (_gate)
        {
            Append(entry);
        }
    }

    /// <summary>Entries after a number, in order, and the number to go on from.</summary>
    public (List<(long Seq, JournalEntry Entry)> Entries, long Next) After(long after, int limit, string? vendor)
    {
        var found = new List<(long, JournalEntry)>();
        lock (_gate)
        {
            var chunks = _chunks.ToArray();
            var seq = Math.Max(after + 1, _first);
            for (; seq < Next && found.Count < limit; seq++)
            {
                var entry = chunks[(seq - _first) / ChunkSize][(seq - _first) % ChunkSize];
                if (vendor is null || entry.Vendor == vendor)
                {
                    found.Add((seq, entry));
                }
            }

            return (found, seq - 1);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _chunks.Clear();
            _newest = [];
            _used = 0;
            _first = Next;
        }
    }

    private void Append(in JournalEntry entry)
    {
        if (_used == _newest.Length)
        {
            Grow();
        }

        _newest[_used++] = entry;
        Next++;
    }

    private void Grow()
    {
        if (_chunks.Count == MostChunks)
        {
            _newest = _chunks.Dequeue();
            _first += ChunkSize;
        }
        else
        {
            _newest = new JournalEntry[ChunkSize];
        }

        _chunks.Enqueue(_newest);
        _used = 0;
    }

    private string Shared(string path) => _paths.TryGetValue(path, out var known) ? known
        : _paths.Count < MostPaths ? _paths.GetOrAdd(path, path) : path;

    /// <summary>Keeps the trace id of "00-{32 hex digits}-{16 hex digits}-01" as two numbers.</summary>
    private static void ReadTrace(string? header, ref JournalEntry entry)
    {
        if (header is { Length: >= 55 }
            && ulong.TryParse(header.AsSpan(3, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(header.AsSpan(19, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var low))
        {
            (entry.TraceHigh, entry.TraceLow) = (high, low);
        }
    }
}
