using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Writer.Work;

/// <summary>Statements by which work comes in.</summary>
internal static class WorkSql
{
    public const string Columns = """
        id, key, connection, route, person_id as personId, email, module, record_id as recordId, fields, whole, priority,
        former_emails as formerEmails, delivery_id as deliveryId, changed_at as changedAt, received_at as receivedAt, version, policy_version as policyVersion, trace,
        tries, verify, outcome, detail
        """;

    /// <summary>Takes requests in, each key once, and says which keys are new, and which of those rest.</summary>
    public static async Task<Accepted> Accept(this NpgsqlTransaction tx, IReadOnlyList<WriteRequest> requests, Rest rest)
    {
        var rows = (await tx.Connection!.QueryAsync<(string Key, bool Rests)>("""
            insert into pending_work (key, connection, route, person_id, email, module, record_id, fields, whole, priority,
                                      delivery_id, changed_at, received_at, version, policy_version, trace, former_emails, rest_until, due_at)
            select r.*, close.until,
                   case when close.until is null then now() else least(now() + make_interval(secs => @quiet), close.until) end
              from unnest(@keys, @connections, @routes, @persons, @emails, @modules, @records, @fields, @wholes, @priorities,
                          @deliveries, @changed, @received, @decisions, @versions, @traces, @formers)
                   as r(key, connection, route, person_id, email, module, record_id, fields, whole, priority,
                        delivery_id, changed_at, received_at, version, policy_version, trace, former_emails)
              left join lateral (
                   select coalesce(min(p.rest_until) filter (where p.settled_at is null), now() + make_interval(secs => @longest)) as until
                     from pending_work p
                    where p.person_id = r.person_id and p.connection = r.connection
                      and (p.settled_at is null or p.settled_at > now() - make_interval(secs => @quiet))
                   having count(*) > 0) as close on r.priority >= @live and @quiet > 0
            on conflict (key) do nothing
            returning key, rest_until is not null
            """, Arguments(requests, rest), tx)).AsList();
        return new Accepted([.. rows.Select(row => row.Key)], [.. rows.Where(row => row.Rests).Select(row => row.Key)]);
    }

    /// <summary>What rests of the same persons rests on: another change has come. The more there are, up to three times as long: a short
    /// silence in the middle of many is a machine that was busy, and not their end. What somebody else has in hand is left to him: he moves
    /// it too, or ends it, and two who wait for each other crosswise would wait for ever.</summary>
    public static Task RestOn(this NpgsqlTransaction tx, IReadOnlyList<WriteRequest> following, Rest rest) =>
        following.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update pending_work w set due_at = least(now() + make_interval(secs => @quiet * least(1 + many.count / 3, 3)), w.rest_until)
              from (select person_id, connection, count(*) from pending_work
                     where settled_at is null and rest_until is not null and person_id = any(@persons) group by person_id, connection) as many
             where w.person_id = many.person_id and w.connection = many.connection
               and w.id in (select id from pending_work
                             where settled_at is null and due_at > now() and rest_until is not null
                               and person_id = any(@persons) and connection = any(@connections) for update skip locked)
            """,
            new
            {
                quiet = rest.Quiet.TotalSeconds, persons = following.Select(request => request.PersonId).Distinct().ToArray(),
                connections = following.Select(request => request.Target).Distinct().ToArray(),
            }, tx);

    /// <summary>Work of these keys that has its outcome already.</summary>
    public static Task<IEnumerable<PendingWork>> Settled(this NpgsqlTransaction tx, IEnumerable<string> keys) =>
        tx.Connection!.QueryAsync<PendingWork>(
            $"select {Columns} from pending_work where key = any(@keys) and settled_at is not null", new { keys = keys.ToArray() }, tx);

    /// <summary>Tells every instance that connections have something to do.</summary>
    public static Task Announce(this NpgsqlTransaction tx, IEnumerable<string> connections, News news) =>
        tx.Connection!.ExecuteAsync(
            "select pg_notify('writer_work', notice) from unnest(@notices) as notice",
            new { notices = connections.Select(connection => WorkSignal.Notice(connection, news)).ToArray() }, tx);

    private static object Arguments(IReadOnlyList<WriteRequest> requests, Rest rest) => new
    {
        quiet = rest.Quiet.TotalSeconds,
        longest = rest.Longest.TotalSeconds,
        live = (int)WritePriority.Live,
        keys = requests.Select(request => request.Key).ToArray(),
        connections = requests.Select(request => request.Target).ToArray(),
        routes = requests.Select(request => request.Route).ToArray(),
        persons = requests.Select(request => request.PersonId).ToArray(),
        emails = requests.Select(request => request.Email).ToArray(),
        modules = requests.Select(request => request.Module).ToArray(),
        records = requests.Select(request => request.RecordId).ToArray(),
        fields = requests.Select(request => WorkJson.Write(request.Fields)).ToArray(),
        wholes = requests.Select(request => request.Whole is null ? null : WorkJson.Write(request.Whole)).ToArray(),
        priorities = requests.Select(request => (int)request.Priority).ToArray(),
        deliveries = requests.Select(request => request.DeliveryId).ToArray(),
        changed = requests.Select(request => request.ChangedAt.UtcDateTime).ToArray(),
        received = requests.Select(request => request.ReceivedAt.UtcDateTime).ToArray(),
        decisions = requests.Select(request => request.Version).ToArray(),
        versions = requests.Select(request => request.PolicyVersion).ToArray(),
        traces = requests.Select(request => request.Trace).ToArray(),
        formers = requests.Select(request => request.FormerEmails is { } former ? string.Join(' ', former) : null).ToArray(),
    };
}

/// <summary>Keys of what was taken in.</summary>
/// <param name="New">They were not known before.</param>
/// <param name="Resting">Those of them that rest first.</param>
internal sealed record Accepted(HashSet<string> New, HashSet<string> Resting);
