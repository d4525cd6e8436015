namespace Sync.Connectors;

/// <summary>What a cursor of <see cref="ISource.Page"/> can come to.</summary>
public static class SourceCursor
{
    /// <summary>Code of the fault when the vendor no longer knows the place: start over without a cursor.</summary>
    public const string Expired = "CURSOR_EXPIRED";

    /// <summary>Code of the fault when the cursor belongs to another query or is no cursor at all.</summary>
    public const string Foreign = "CURSOR_FOREIGN";
}
