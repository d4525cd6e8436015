namespace Sync.Storage;

/// <summary>How long a commit waits for the disk.</summary>
public static class Durability
{
    /// <summary>
    /// Stands after a statement whose loss would cost nothing but a repetition, as the note that something has been sent: its transaction
    /// does not wait until it is on disk. If the server is cut off, the last fraction of a second of such notes is gone.
    /// </summary>
    /// <remarks>PostgreSQL, "Asynchronous Commit": at most three times wal_writer_delay, 0.6 s.</remarks>
    public const string NotAwaited = "; select set_config('synchronous_commit', 'off', true)";
}
