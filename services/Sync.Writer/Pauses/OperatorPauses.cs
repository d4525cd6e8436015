using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Pauses;

/// <summary>What operators have stopped at one connection, as far as the lane has heard. What is stopped stays due.</summary>
internal sealed class OperatorPauses(ConnectionPolicy connection, SyncPolicy policy, NpgsqlDataSource dataSource, TimeProvider time)
{
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(5);

    private readonly NextLook _look = new(time, AtLatest, News.Pauses);
    private IReadOnlyList<StandingPause> _standing = [];

    private IConnector Connector => KnownConnectors.All[connection.Vendor];

    /// <summary>No record may be written, of whatever kind.</summary>
    public bool StopWrites => Stops(OrderPause.Writes, SyncObject.Person) && Stops(OrderPause.Writes, SyncObject.Company);

    /// <summary>No record may be read, of whatever kind.</summary>
    public bool StopReads => Stops(OrderPause.Reads, SyncObject.Person) && Stops(OrderPause.Reads, SyncObject.Company);

    /// <summary>Nothing may be done for persons: tasks are written too.</summary>
    public bool StopOperations => Stops(OrderPause.Writes, SyncObject.Person);

    /// <summary>Routes that nothing may be written by.</summary>
    public string[] StoppedRoutes => _standing.Count == 0 ? []
        : [.. policy.AllRoutes.Where(route => Stops(OrderPause.Writes, route.Carries)).Select(route => route.Name)];

    /// <summary>Modules that nothing may be read of.</summary>
    public string[] StoppedModules =>
    [
        .. Stops(OrderPause.Reads, SyncObject.Person) ? Connector.PersonModules : [],
        .. Stops(OrderPause.Reads, SyncObject.Company) ? Connector.CompanyModules : [],
    ];

    /// <summary>Each pause for people; empty if none stands.</summary>
    public string Describe() => string.Join("; ", _standing.Select(pause => pause.Describe()));

    /// <summary>Looks again if it was told to, or has not looked for a while. True if something may be done now that might not before.</summary>
    public async Task<bool> Look(News news)
    {
        _look.Hear(news);
        if (!_look.IsDue)
        {
            return false;
        }

        var before = _standing;
        _standing = await dataSource.StandingPauses(connection.Name);
        _look.Later();
        return before.Except(_standing).Any();
    }

    private bool Stops(string calls, SyncObject about) => _standing.Any(pause => pause.Stops(calls, about));
}
