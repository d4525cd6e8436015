using System.Net.Sockets;
using Npgsql;

namespace Sync.Storage.Tests;

public sealed class TransientTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.UndefinedTable)]
    [InlineData(PostgresErrorCodes.InvalidSchemaName)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.CrashShutdown)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    public void What_passes_by_itself_in_the_database_is_transient(string state) => Assert.True(Transient.Is(Postgres(state)));

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    [InlineData(PostgresErrorCodes.NotNullViolation)]
    [InlineData(PostgresErrorCodes.SyntaxError)]
    [InlineData(PostgresErrorCodes.CharacterNotInRepertoire)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.InvalidCatalogName)]
    public void What_stays_wrong_is_not(string state) => Assert.False(Transient.Is(Postgres(state)));

    public static TheoryData<Exception, bool> Causes => new()
    {
        { new NpgsqlException("The connection pool has been exhausted"), true },
        { new SocketException((int)SocketError.ConnectionRefused), true },
        { new IOException("broken pipe"), true },
        { new TimeoutException(), true },
        { new InvalidOperationException("while sending", new IOException("broken pipe")), true },
        { new AggregateException(new IOException(), new TimeoutException()), true },
        { new AggregateException(new IOException(), new FormatException()), false },
        { new FormatException(), false },
        { new OperationCanceledException(), false },
        { new InvalidOperationException("outer", new FormatException()), false },
    };

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public void A_cause_is_judged_by_what_lies_at_the_bottom_of_it(Exception cause, bool isTransient) =>
        Assert.Equal(isTransient, Transient.Is(cause));

    [Fact]
    public void No_cause_is_no_transient_one() => Assert.False(Transient.Is(null));

    private static PostgresException Postgres(string state) => new("no", "ERROR", "ERROR", state);
}
