namespace Sync.Connectors;

/// <summary>Which record something is about.</summary>
/// <param name="Module">The vendor's name of the module, e.g. <c>Leads</c>, <c>contacts</c>, <c>deals</c>.</param>
public sealed record RecordLink(string Module, string RecordId);
