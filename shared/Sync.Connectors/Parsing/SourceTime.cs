namespace Sync.Connectors.Parsing;

/// <summary>Keeps a sender's clock from deciding too much.</summary>
internal static class SourceTime
{
    // Covers a wrong time zone, and every clock that is merely out of step.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>The sender's time, unless it lies in the future: such a change would win over every later one.</summary>
    public static DateTimeOffset Or(DateTimeOffset? said, DateTimeOffset receivedAt) =>
        said is { } time && time - receivedAt <= Tolerance ? time : receivedAt;
}
