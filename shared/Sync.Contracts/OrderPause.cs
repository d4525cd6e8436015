namespace Sync.Contracts;

/// <summary>An operator stops what is asked of a connection, or lets it go on. Sent by the console.</summary>
public sealed record OrderPause
{
    public const string Writes = "writes";
    public const string Reads = "reads";
    public const string Persons = "persons";
    public const string Companies = "companies";

    /// <summary>Number of the order. The bus keeps no order: of one connection's same calls the highest number counts.</summary>
    public required long Order { get; init; }

    public required string Connection { get; init; }

    /// <summary><see cref="Writes"/> or <see cref="Reads"/>; null for both.</summary>
    public string? Calls { get; init; }

    /// <summary><see cref="Persons"/> or <see cref="Companies"/>; null for both.</summary>
    public string? Of { get; init; }

    /// <summary>False where it goes on.</summary>
    public required bool IsPaused { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the operator's words; null where none were given.</summary>
    public string? Reason { get; init; }
}
