using Sync.Contracts;

namespace Sync.Connectors.Operations;

/// <summary>Short words for outcomes.</summary>
internal static class Outcome
{
    public static WriteOutcome Done(string? recordId, bool created = false) => recordId is { Length: > 0 }
        ? new WriteOutcome.Written(recordId, created)
        : Refused(FailureClasses.UnknownOutcome, "NO_ID", "The vendor said yes, but not which record it is.");

    public static WriteOutcome Refused(VendorFault fault) => new WriteOutcome.Refused(fault);

    public static WriteOutcome Refused(string failure, string code, string message, string? field = null) =>
        new WriteOutcome.Refused(new VendorFault(failure, code, message) { Field = field });

    public static WriteOutcome NotOffered(string vendor, string what) =>
        Refused(FailureClasses.Validation, Operation.NotOffered, $"{vendor} has no such thing: {what}.");

    /// <summary>The fault, or what follows from the value.</summary>
    public static WriteOutcome Of<T>(CallResult<T> result, Func<T, WriteOutcome> good)
        where T : class =>
        result.TryGet(out var value, out var fault) ? good(value) : Refused(fault);
}
