namespace Sync.Storage;

/// <summary>A message that waits for the broker.</summary>
/// <param name="Contract">Name of the contract's type.</param>
/// <param name="Body">The contract as JSON.</param>
public sealed record OutboxMessage(long Id, string Contract, string Body);
