using System.Net.Sockets;
using Npgsql;

namespace Sync.Storage;

/// <summary>Tells a fault that passes by itself from one that does not.</summary>
public static class Transient
{
    // Beyond what Npgsql itself calls transient: tables that another instance is about to create, a server going down or
    // coming up, and a deadlock or serialisation failure, which a second run resolves.
    private static readonly HashSet<string> States =
    [
        PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.InvalidSchemaName,
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.LockNotAvailable,
        PostgresErrorCodes.TooManyConnections, PostgresErrorCodes.OutOfMemory, PostgresErrorCodes.DiskFull,
        PostgresErrorCodes.IdleSessionTimeout,
    ];

    public static bool Is(Exception? cause) => cause switch
    {
        null => false,
        PostgresException postgres => postgres.IsTransient || States.Contains(postgres.SqlState),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        AggregateException aggregate => aggregate.InnerExceptions.All(Is),
        _ => Is(cause.InnerException),
    };
}
