using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>An import that is not over. The persons in it wait, so that nothing newer is written before it.</summary>
internal sealed class OpenImport(IReadOnlyList<WriteUnit> units, DateTimeOffset startedAt)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Dictionary<long, HashSet<string>> _fields = units.ToDictionary(unit => unit.Newest.PersonId, unit => unit.Fields.Keys.ToHashSet());
    private HashSet<long> _free = [];
    private int _looks;

    /// <summary>Its row; zero before the intent is noted.</summary>
    public long Id { get; set; }

    public IReadOnlyList<WriteUnit> Units { get; set; } = units;

    /// <summary>Null: nobody knows whether the vendor has it.</summary>
    public IReadOnlyList<string>? BatchIds { get; set; }

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    /// <summary>When it is looked at next; never while the call is under way.</summary>
    public DateTimeOffset LookAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Its own works go singly now; the vendor may still carry it out.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Ends the note that its records are being written.</summary>
    public IDisposable? UnderWrite { get; set; }

    public IEnumerable<long> Persons => _fields.Keys;

    public IEnumerable<long> Free => _free;

    public void LookLater(DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_looks++, 4)));
        LookAt = now + (wait < LongestWait ? wait : LongestWait);
    }

    public void GiveUp()
    {
        (IsGivenUp, _free) = (true, [.. Units.SelectMany(unit => unit.Works).Select(work => work.Id)]);
        UnderWrite?.Dispose();
        UnderWrite = null;
    }

    /// <summary>Whether this work of one of its persons need not wait for it: an opt-out, what is urgent and about other fields, and its own
    /// works once it is given up.</summary>
    public bool Lets(PendingWork work) => _free.Contains(work.Id) || work.Priority == (int)WritePriority.OptOut
        || (work.Priority <= (int)WritePriority.Handoff && !WorkJson.Read(work.Fields).Keys.Any(_fields[work.PersonId].Contains));
}
