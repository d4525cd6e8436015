namespace Sync.Connectors;

/// <summary>Whether the vendor still has imports to carry out, anybody's.</summary>
public sealed record ImportsUnderWay(bool IsBusy);
