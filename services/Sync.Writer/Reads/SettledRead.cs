using Sync.Connectors;

namespace Sync.Writer.Reads;

/// <summary>A read that has its end.</summary>
/// <param name="Outcome">One of <see cref="Contracts.Outcomes"/>: passed with the record, gone, merged, or dead-lettered with the class.</param>
/// <param name="Source">The record, where it was read and this request stands for the read.</param>
internal sealed record SettledRead(PendingRead Read, string Outcome, string? Detail = null, SourceRecord? Source = null);
