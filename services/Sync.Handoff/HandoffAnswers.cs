using Sync.Contracts;

namespace Sync.Handoff;

/// <summary>Puts judgements into the messages that tell the other stages. Pure.</summary>
internal static class HandoffAnswers
{
    public static IReadOnlyCollection<object> Of(IReadOnlyList<Judgement> judged, DateTimeOffset now, string policyVersion)
    {
        var messages = new List<object> { new OutcomesReached { Items = [.. judged.Select(each => Outcome(each, now, policyVersion))] } };
        // What is only told once more stands there already, maybe with its end.
        if (judged.Where(each => (each.Handoff is not null || each.Request is null) && !each.IsWaiting).ToList() is { Count: > 0 } news)
        {
            messages.Add(HandoffNotes.Of(news, now));
        }

        if (judged.Select(each => each.Request).OfType<OperationRequest>().ToList() is { Count: > 0 } requests)
        {
            messages.Add(new OperationsRequested { Items = requests });
        }

        return messages;
    }

    // What was handed off ends when its task is made, or cannot be.
    private static OutcomeReached Outcome(Judgement judged, DateTimeOffset now, string policyVersion) => new()
    {
        Key = judged.Seen.Signal.Key,
        DeliveryId = judged.Seen.DeliveryId,
        Stage = Stages.Handoff,
        Outcome = judged.Outcome,
        Final = judged.Request is null,
        Detail = judged.Detail,
        Source = judged.Seen.Source,
        Kind = judged.Seen.Signal.Kind,
        Email = judged.Seen.Email,
        PersonId = judged.Seen.PersonId,
        ReceivedAt = judged.Seen.ReceivedAt,
        At = now,
        PolicyVersion = policyVersion,
        Trace = judged.Seen.Trace,
    };
}
