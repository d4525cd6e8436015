namespace Sync.Contracts;

/// <summary>A checkup was taken up, or is done for one connection of it. Published by the writer, once for each of these.</summary>
public sealed record CheckupReported
{
    public required Guid Id { get; init; }

    /// <summary>All connections that it concerns; told each time, because reports overtake each other.</summary>
    public required IReadOnlyList<string> Connections { get; init; }

    /// <summary>Null when the checkup was only taken up.</summary>
    public CheckedConnection? Done { get; init; }

    /// <summary>Nobody asked: it is one of those that are made again and again by themselves.</summary>
    public bool IsAudit { get; init; }

    public required DateTimeOffset At { get; init; }
}
