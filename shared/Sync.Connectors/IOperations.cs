namespace Sync.Connectors;

/// <summary>What can be done at a vendor beside writing a person's fields.</summary>
public interface IOperations
{
    /// <summary>Carries out the operations in order, several in one call where the vendor allows it.</summary>
    /// <returns>One outcome per operation, in order: what the vendor does not offer is refused with code
    /// <see cref="Operation.NotOffered"/>. A fault for the whole only if nothing was done; one that stops the rest later
    /// is the outcome of each of the rest.</returns>
    Task<CallResult<IReadOnlyList<WriteOutcome>>> Run(IReadOnlyList<Operation> operations, CancellationToken ct);

    /// <summary>Says which of these tasks are done; one that is not there any more is.</summary>
    Task<CallResult<IReadOnlyCollection<string>>> DoneTasks(string module, IReadOnlyCollection<string> taskIds, CancellationToken ct);

    /// <summary>Says which deals of a person are in none of these stages. Who cannot have any yet is a fault with code
    /// <see cref="Operation.NeedsContact"/>.</summary>
    Task<CallResult<IReadOnlyCollection<string>>> OpenDeals(RecordLink person, IReadOnlyCollection<string> closedStages, CancellationToken ct);
}
