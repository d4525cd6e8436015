namespace Sync.Deploy.Provisioning;

/// <summary>The data folder of a private PostgreSQL: how it is made, and what its server is told.</summary>
internal static class PostgresCluster
{
    // Durability is what Sync promises: fsync and synchronous_commit stay on, in tests too.
    private const string Settings = """
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        max_connections = 200
        shared_buffers = 512MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        wal_compression = on
        fsync = on
        synchronous_commit = on
        password_encryption = scram-sha-256
        logging_collector = off
        log_destination = stderr
        log_line_prefix = '%m [%p] %q%u@%d '
        """;

    /// <summary>Makes it, with one owner whose password is in the state.</summary>
    public static async Task Create(ServerState state, string owner, CancellationToken ct)
    {
        await PostgresAccount.OwnFolder(state.Data, ct);
        // Beside the folder, not in it: initdb wants it empty.
        var secret = state.Data + ".password";
        PrivateFile.Write(secret, state.Password + "\n");
        try
        {
            await PostgresAccount.Own(secret, ct);
            await InitDb(state, owner, secret, ct);
        }
        finally
        {
            File.Delete(secret);
        }

        await File.AppendAllTextAsync(Path.Combine(state.Data, "postgresql.conf"), "\ninclude 'sync.conf'\n", ct);
    }

    public static Task Configure(ServerState state, CancellationToken ct) =>
        File.WriteAllTextAsync(Path.Combine(state.Data, "sync.conf"), $"{Settings}\nport = {state.Port}\n", ct);

    private static async Task InitDb(ServerState state, string owner, string passwordFile, CancellationToken ct)
    {
        var initdb = Path.Combine(PostgresPrograms.Find()!, "initdb");
        var command = PostgresAccount.Run(initdb, "-D", state.Data, "-U", owner, "-A", "scram-sha-256", $"--pwfile={passwordFile}",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions");
        await PostgresAccount.Must(command[0], command[1..], ct);
    }
}
