namespace Sync.Writer.Work;

/// <summary>Instants as the database holds them, so that what is read back there is equal to what was told elsewhere.</summary>
internal static class InstantSql
{
    /// <summary>Without what is finer than a microsecond.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
