using Npgsql;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Trials;

/// <summary>Ends what a late word still asks for of a made-up person that is being deleted: else it would be made anew for good.</summary>
internal sealed class TrialGuard(string connection, NpgsqlDataSource dataSource)
{
    /// <summary>The units that are still to be written.</summary>
    public async Task<IReadOnlyList<WriteUnit>> Pass(IReadOnlyList<WriteUnit> units, Progress progress)
    {
        if (units.Where(unit => TrialAddress.Is(unit.Email)).Select(unit => unit.Email).ToArray() is not { Length: > 0 } emails)
        {
            return units;
        }

        var cleared = (await dataSource.Cleared(emails)).ToDictionary(trial => trial.Email);
        var rest = new List<WriteUnit>();
        foreach (var unit in units)
        {
            if (cleared.TryGetValue(unit.Email, out var trial) && RecordOf(trial) is { Module: { } module, Id: { } id })
            {
                progress.Done(unit, Deletion.Deleted, "the trial of the route is over: nothing is made anew for it", module, id);
            }
            else
            {
                rest.Add(unit);
            }
        }

        return rest;
    }

    private (string? Module, string? Id) RecordOf(TrialRow trial) =>
        trial.Source == connection ? (trial.SourceModule, trial.SourceId) : (trial.TargetModule, trial.TargetId);
}
