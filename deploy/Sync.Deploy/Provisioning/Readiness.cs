using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sync.Deploy.Provisioning;

/// <summary>A server is ready when a client gets in.</summary>
public static class Readiness
{
    /// <summary>Why a client does not get in; null when it does.</summary>
    public static async Task<string?> WhyNot(ServerKind kind, string address, CancellationToken ct)
    {
        try
        {
            await (kind == ServerKind.Postgres ? OpenPostgres(address, ct) : OpenRabbitMq(address, ct));
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or BrokerUnreachableException or TimeoutException or IOException)
        {
            return e.GetBaseException().Message;
        }
    }

    /// <summary>Waits until a client gets in, or until <paramref name="isOver"/> says that it never will.</summary>
    /// <returns>Null when it is ready, else the last refusal.</returns>
    public static async Task<string?> Wait(ServerKind kind, string address, TimeSpan within, Func<bool> isOver, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await WhyNot(kind, address, ct) is not { } reason)
                return null;
            if (isOver() || Stopwatch.GetElapsedTime(since) > within)
                return reason;
            await Task.Delay(100, ct);
        }
    }

    private static async Task OpenPostgres(string address, CancellationToken ct)
    {
        var options = new NpgsqlConnectionStringBuilder(address) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(ct);
    }

    private static async Task OpenRabbitMq(string address, CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = new Uri(address), RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
        await using var connection = await factory.CreateConnectionAsync(ct);
    }
}
