using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

/// <summary>Contracts with nothing particular in them.</summary>
internal static class Contract
{
    public static OutcomeReached Outcome(string? key = null) => new()
    {
        Key = key ?? Some.Word(), DeliveryId = Some.Number(), Stage = Stages.Matched, Outcome = Outcomes.Passed, Final = false,
        ReceivedAt = Some.Moment, At = Some.Moment,
    };

    public static OutcomesReached Envelope(params IEnumerable<string> keys) => new() { Items = [.. keys.Select(Outcome)] };

    public static DeadLettered Letter(string? key = null) => new()
    {
        Key = key ?? Some.Word(), Stage = Stages.Mapped, Class = FailureClasses.Validation, Reason = "It would not do.", Item = "{}",
        At = Some.Moment,
    };
}
