using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Checkups;

/// <summary>How far a checkup is, and what it has found.</summary>
/// <param name="Id">To ask again with.</param>
/// <param name="Connection">The one that was asked for; null for all.</param>
/// <param name="State"><c>waiting</c> until a writer has taken it up, then <c>running</c>, then <c>done</c>.</param>
/// <param name="Ok">Whether all is well; null before it is done.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="Connections">Those that it concerns, as soon as that is known.</param>
public sealed record CheckupNow(
    Guid Id, string? Connection, string State, bool? Ok, DateTimeOffset AskedAt, IReadOnlyList<ConnectionChecked> Connections)
{
    internal static CheckupNow From(CheckupRow checkup, IReadOnlyCollection<ResultRow> results)
    {
        var connections = (checkup.Connections ?? [])
            .Select(name => ConnectionChecked.From(name, results.FirstOrDefault(result => result.Connection == name))).ToList();
        var state = checkup.Connections is null ? "waiting" : connections.Exists(each => each.CheckedAt is null) ? "running" : "done";
        bool? ok = state == "done" ? connections.TrueForAll(each => each.Ok is true) : null;
        return new CheckupNow(checkup.Id, checkup.AskedFor, state, ok, checkup.AskedAt, connections);
    }
}

/// <summary>What a checkup has found about one connection.</summary>
/// <param name="Name">As in <c>sync.yaml</c>.</param>
/// <param name="Ok">Whether all is well; null before it has been checked.</param>
/// <param name="CheckedAt">Null before it has been checked.</param>
/// <param name="Lines">What was looked at, in order.</param>
public sealed record ConnectionChecked(string Name, bool? Ok, DateTimeOffset? CheckedAt, IReadOnlyList<CheckedThing> Lines)
{
    internal static ConnectionChecked From(string name, ResultRow? result)
    {
        if (result is null)
        {
            return new ConnectionChecked(name, Ok: null, CheckedAt: null, []);
        }

        var lines = JsonSerializer.Deserialize<List<CheckedThing>>(result.Lines, OutboxJson.Options)!;
        return new ConnectionChecked(name, lines.TrueForAll(line => line.Ok), result.At, lines);
    }
}
