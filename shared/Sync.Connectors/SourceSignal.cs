namespace Sync.Connectors;

/// <summary>Something that a person did, beside the values of the record.</summary>
/// <param name="Kind">One of <see cref="Contracts.SignalKinds"/>.</param>
/// <param name="Value">As a person writes it in <c>sync.yaml</c>. What has a name and a number is told twice, once by each.</param>
public sealed record SourceSignal(string Kind, string Value);
