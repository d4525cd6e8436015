using Sync.Contracts;

namespace Sync.Writer.Operations;

/// <summary>Puts settled operations into the messages that tell the other stages. Pure.</summary>
internal static class OperationAnswers
{
    public static IReadOnlyCollection<object> Of(IReadOnlyList<PendingOperation> settled, DateTimeOffset now)
    {
        var messages = new List<object> { new OperationsSettled { Items = [.. settled.Select(each => Settled(each, now))] } };
        if (settled.Where(IsToTell).ToList() is { Count: > 0 } made)
        {
            messages.Add(new OutcomesReached { Items = [.. made.Select(each => Outcome(each, now))] });
        }

        if (settled.Where(each => each.Outcome == Outcomes.OptInConfirmed).ToList() is { Count: > 0 } confirmed)
        {
            messages.Add(new RecordsRead { Items = [.. confirmed.Select(OptIn)] });
        }

        messages.AddRange(settled.Where(HasFailed).Select(each => Letter(each, now)));
        return messages;
    }

    private static bool IsToTell(PendingOperation operation) => operation.MadeId is not null
        || operation.Outcome is Outcomes.Consent or Outcomes.NoContact or Outcomes.OptInConfirmed;

    private static readonly string[] NoFailures =
    [
        Outcomes.TaskDone, Outcomes.TaskOpen, Outcomes.DealOpen, Outcomes.NoOpenDeal, Outcomes.Consent, Outcomes.NoContact,
        Outcomes.OptInConfirmed,
    ];

    // Whom another owner is found for has not failed; what comes beside the task asks for none other.
    private static bool HasFailed(PendingOperation operation) => operation.MadeId is null && !NoFailures.Contains(operation.Outcome)
        && (operation.Outcome != Outcomes.OwnerRefused || IsBeside(operation));

    private static bool IsBeside(PendingOperation operation) => OperationDraft.IsBeside(OperationDraft.Read(operation));

    private static SettledOperation Settled(PendingOperation operation, DateTimeOffset now) => new()
    {
        Key = operation.Key,
        Mark = operation.Mark,
        Target = operation.Connection,
        Outcome = operation.Outcome!,
        Code = operation.Code,
        Detail = operation.Detail,
        Module = operation.MadeModule,
        RecordId = operation.MadeId,
        Tag = OperationDraft.Read(operation) is { Mirrors: { } name, TakesOff: var isOff } ? new MirroredTag(operation.PersonId, name, !isOff) : null,
        // Answered once more it was still done then: the target may have gone on since.
        At = operation.SettledAt ?? now,
    };

    private static OutcomeReached Outcome(PendingOperation operation, DateTimeOffset now) => new()
    {
        Key = operation.Key,
        DeliveryId = operation.DeliveryId,
        Stage = OptInLooks.IsOne(operation) ? Stages.Read : Stages.Written,
        Outcome = operation.Outcome!,
        // A confirmed opt-in ends where it takes effect.
        Final = !IsBeside(operation) && operation.Outcome != Outcomes.OptInConfirmed,
        Detail = operation.Detail,
        Email = operation.Email,
        PersonId = operation.PersonId,
        Target = operation.Connection,
        Module = operation.MadeModule,
        RecordId = operation.MadeId,
        ReceivedAt = operation.ReceivedAt,
        At = now,
        PolicyVersion = operation.PolicyVersion,
        Trace = operation.Trace,
    };

    private static RecordRead OptIn(PendingOperation operation) => new()
    {
        Key = $"{ItemKey.Read(operation.Key)}",
        DeliveryId = operation.DeliveryId,
        Connection = operation.Connection,
        Kind = "opt-in",
        Module = operation.Module!,
        RecordId = operation.RecordId!,
        HintedAt = OperationDraft.Read(operation).OptIn!.At,
        ReceivedAt = operation.ReceivedAt,
        IsThere = true,
        Fields = new Dictionary<string, string?>(),
        IsConfirmedOptIn = true,
        Replay = ItemKey.Read(operation.Key).Replay,
        Trace = operation.Trace,
    };

    private static DeadLettered Letter(PendingOperation operation, DateTimeOffset now) => new()
    {
        Key = operation.Key,
        // The delivery has an end of its own where the task is there.
        DeliveryId = IsBeside(operation) ? null : operation.DeliveryId,
        Stage = Stages.Written,
        Class = operation.Outcome == Outcomes.OwnerRefused ? FailureClasses.Validation : operation.Outcome![(Outcomes.DeadLettered.Length + 2)..],
        Code = operation.Code,
        Reason = $"{operation.Detail ?? "The target refused the operation."}{(IsBeside(operation) ? $" Put it right, then replay delivery {operation.DeliveryId}." : "")}",
        Connection = operation.Connection,
        Email = operation.Email,
        Item = operation.Request,
        At = now,
        Trace = operation.Trace,
    };
}
