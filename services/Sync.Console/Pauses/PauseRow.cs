using Sync.Contracts;

namespace Sync.Console.Pauses;

/// <summary>What an operator has stopped. What is stopped waits; nothing of it is lost.</summary>
public sealed record PauseRow
{
    public required long Id { get; init; }

    public required string Connection { get; init; }

    /// <summary><c>writes</c> or <c>reads</c>; null for both.</summary>
    public string? Calls { get; init; }

    /// <summary><c>persons</c> or <c>companies</c>; null for both.</summary>
    public string? Of { get; init; }

    public string? Reason { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In words, e.g. <c>writes of persons</c>.</summary>
    public string What => (Calls, Of) switch
    {
        (null, null) => "everything",
        (null, { } of) => $"reads and writes of {of}",
        ({ } calls, null) => calls,
        ({ } calls, { } of) => $"{calls} of {of}",
    };

    internal OrderPause Order(long number, bool isPaused, string by, DateTimeOffset at) => new()
    {
        Order = number, Connection = Connection, Calls = Calls, Of = Of, IsPaused = isPaused, By = by, At = at, Reason = isPaused ? Reason : null,
    };
}

public sealed record PauseList(IReadOnlyList<PauseRow> Items);

/// <summary>What is to be stopped.</summary>
/// <param name="Connection">Name in <c>sync.yaml</c>.</param>
/// <param name="Calls"><c>writes</c> or <c>reads</c>; null for both.</param>
/// <param name="Of"><c>persons</c> or <c>companies</c>; null for both.</param>
/// <param name="Reason">For those who come later.</param>
public sealed record PauseRequest(string? Connection, string? Calls = null, string? Of = null, string? Reason = null)
{
    private const int LongestReason = 200;

    internal string? Refuse(IEnumerable<string> connections) =>
        Given.Text(Connection) is not { } name || !connections.Contains(name) ? $"connection must be one of {string.Join(", ", connections)}."
        : Given.Text(Calls) is not (null or OrderPause.Writes or OrderPause.Reads) ? "calls must be writes or reads, or left out for both."
        : Given.Text(Of) is not (null or OrderPause.Persons or OrderPause.Companies) ? "of must be persons or companies, or left out for both."
        : Given.Text(Reason)?.Length > LongestReason ? $"reason must not be longer than {LongestReason} characters."
        : null;
}
