using System.Globalization;
using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>
/// Holds a connection to as many new records a day as its limits allow, so that a wrong mapping does not make 50,000 of them. What is too
/// many waits for the next day (UTC), or for a higher cap; records that are there are written as ever.
/// </summary>
internal sealed class CreateCap(ConnectionPolicy connection, NpgsqlDataSource dataSource, TimeProvider time)
{
    public const string Reason = $"{Outcomes.Waiting}: create cap";

    // Whatever waits longer waits for this.
    private static readonly TimeSpan LongestOtherWait = TimeSpan.FromMinutes(5);

    private readonly Lock _counting = new();
    private DateTimeOffset _day;
    private int _created;
    private bool _isReached;

    /// <summary>For people; empty while there is room.</summary>
    public string Describe() => _isReached && Midnight == _day
        ? string.Create(CultureInfo.InvariantCulture, $"; {Reason}: {connection.Limits.CreatesPerDay} records were made today, others wait until 00:00 UTC")
        : "";

    /// <summary>Those of the units that may go now: all that have a record, and as many others as there is room for, which is taken.</summary>
    public async Task<IReadOnlyList<WriteUnit>> Admit(IReadOnlyList<WriteUnit> units, Progress progress)
    {
        if (connection.Limits.CreatesPerDay is not { } most || units.All(unit => unit.RecordId is not null))
        {
            return units;
        }

        var isNew = units.ToLookup(unit => unit.RecordId is null);
        var room = await Take(isNew[true].Count(), most);
        foreach (var unit in isNew[true].Skip(room))
        {
            progress.PutOff(unit, new VendorFault(FailureClasses.Quota, "create-cap", $"{most} records were made today"), _day.AddDays(1) - time.GetUtcNow());
        }

        return [.. isNew[false], .. isNew[true].Take(room)];
    }

    /// <summary>Gives back what was taken for records that were not made after all.</summary>
    public void Return(IReadOnlyList<WriteUnit> admitted, Progress progress)
    {
        var taken = admitted.Count(unit => unit.RecordId is null);
        if (connection.Limits.CreatesPerDay is not null && taken > 0)
        {
            lock (_counting)
            {
                _created += progress.Results.OfType<UnitResult.Done>().Count(done => done.IsNew) - taken;
            }
        }
    }

    private DateTimeOffset Midnight => new(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    private async Task<int> Take(int wanted, int most)
    {
        var today = Midnight;
        // Also after a restart, and by whoever takes the lane over: what was made is in the table. Whoever starts may have a higher cap.
        var before = today == _day ? (int?)null : await dataSource.CreatedSince(connection.Name, today);
        if (before < most)
        {
            await dataSource.Hasten(connection.Name, LongestOtherWait);
        }

        lock (_counting)
        {
            if (today != _day)
            {
                (_created, _day, _isReached) = (before!.Value, today, false);
            }

            var room = Math.Clamp(most - _created, 0, wanted);
            _created += room;
            _isReached = _isReached || room < wanted;
            return room;
        }
    }
}
