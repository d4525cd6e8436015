using Sync.Contracts;

namespace Sync.Connectors.Operations;

/// <summary>Carries operations out in order, neighbours of one kind together, and stops when the account is at fault.</summary>
internal static class OperationRuns
{
    /// <param name="operations">In the order wanted.</param>
    /// <param name="kind">What may go into one call has an equal kind; null for what goes alone.</param>
    /// <param name="most">Most in one call.</param>
    /// <param name="carryOut">Gives one outcome per operation.</param>
    public static async Task<CallResult<IReadOnlyList<WriteOutcome>>> Run(
        IReadOnlyList<Operation> operations, Func<Operation, object?> kind, int most,
        Func<IReadOnlyList<Operation>, Task<IReadOnlyList<WriteOutcome>>> carryOut)
    {
        var outcomes = new List<WriteOutcome>(operations.Count);
        while (outcomes.Count < operations.Count)
        {
            var run = Next(operations, outcomes.Count, kind, most);
            var isFirst = outcomes.Count == 0;
            outcomes.AddRange(await carryOut(run));
            if (Stopper(outcomes[^run.Count..]) is not { } fault)
            {
                continue;
            }

            if (isFirst && outcomes.TrueForAll(outcome => outcome is WriteOutcome.Refused { Fault.IsAccountWide: true }))
            {
                return CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault);
            }

            outcomes.AddRange(Enumerable.Repeat(Outcome.Refused(OfTheRest(fault)), operations.Count - outcomes.Count));
        }

        return CallResult<IReadOnlyList<WriteOutcome>>.Ok(outcomes);
    }

    private static List<Operation> Next(IReadOnlyList<Operation> operations, int from, Func<Operation, object?> kind, int most)
    {
        var first = kind(operations[from]);
        var run = new List<Operation> { operations[from] };
        while (first is not null && run.Count < most && from + run.Count < operations.Count
            && first.Equals(kind(operations[from + run.Count])))
        {
            run.Add(operations[from + run.Count]);
        }

        return run;
    }

    // A right that is missing for one module says nothing about the others.
    private static VendorFault? Stopper(IEnumerable<WriteOutcome> outcomes) => outcomes.OfType<WriteOutcome.Refused>()
        .Select(refused => refused.Fault).FirstOrDefault(fault => fault is { IsAccountWide: true, Module: null });

    // What was never sent cannot have happened.
    private static VendorFault OfTheRest(VendorFault fault) => fault.Class != FailureClasses.UnknownOutcome ? fault
        : fault with { Class = FailureClasses.Network, Message = "Not sent: the call before it got no answer." };
}
