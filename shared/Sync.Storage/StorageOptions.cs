using System.ComponentModel.DataAnnotations;

namespace Sync.Storage;

/// <summary>Where the data lies.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Npgsql connection string of the one database; each service keeps to its own schema in it.</summary>
    [Required(ErrorMessage = "Storage:ConnectionString is not set. Set Storage__ConnectionString, e.g. Host=127.0.0.1;Database=sync;Username=sync.")]
    public string ConnectionString { get; init; } = "";

    /// <summary>Most connections of this process to the database.</summary>
    [Range(2, 200)]
    public int MaxPoolSize { get; init; } = 12;

    /// <summary>Bring the schema up to date and end: the one-shot step before a roll-out.</summary>
    public bool MigrateOnly { get; init; }

    /// <summary>Seconds that one statement may take before it counts as failed.</summary>
    [Range(1, 300)]
    public int CommandTimeoutSeconds { get; init; } = 10;
}
