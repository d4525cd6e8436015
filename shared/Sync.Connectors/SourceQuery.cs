namespace Sync.Connectors;

/// <summary>Which records of a module to read.</summary>
public abstract record SourceQuery
{
    private SourceQuery(string module) => Module = module;

    /// <summary>The vendor's name of the module, e.g. <c>contacts</c> or <c>Leads</c>.</summary>
    public string Module { get; }

    /// <summary>Names of the fields wanted, or null for every field that costs no call of its own.</summary>
    public IReadOnlyCollection<string>? Fields { get; init; }

    public sealed record All(string Module) : SourceQuery(Module);

    /// <summary>Changed at or after a time. A few minutes before it are read again: vendors' stamps have a second's resolution, and
    /// a change may show up later than it says. Next time start at <see cref="SourcePage.NextSince"/>.</summary>
    public sealed record ChangedSince(string Module, DateTimeOffset Since) : SourceQuery(Module);

    /// <summary>Deleted at or after a time, as <see cref="SourcePage.Deleted"/>; only where <see cref="ISource.ListsDeletions"/>.</summary>
    public sealed record Deleted(string Module, DateTimeOffset Since) : SourceQuery(Module);

    /// <summary>On a mailing list in whatever state (ActiveCampaign), or in a custom view (Zoho).</summary>
    public sealed record OnList(string Module, string ListId) : SourceQuery(Module);

    /// <summary>Carrying a tag of this name, regardless of case.</summary>
    public sealed record Tagged(string Module, string Tag) : SourceQuery(Module);

    /// <summary>In a segment (ActiveCampaign, which may count its members up to an hour late).</summary>
    public sealed record InSegment(string Module, string SegmentId) : SourceQuery(Module);
}
