using System.Globalization;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Reviews;

/// <summary>What is told of a decision, in the time line of the delivery that said the address. That has ended long ago. Pure.</summary>
internal static class ReviewOutcome
{
    /// <param name="person">Who has the address.</param>
    /// <param name="writes">What is written because they are one; null if they are two.</param>
    public static OutcomeReached Of(
        SyncPolicy policy, PersonRow person, ReviewRow review, DecideReview decision, IReadOnlyList<WriteRequest>? writes, DateTimeOffset now) => new()
    {
        Key = KeyOf(review, decision),
        DeliveryId = review.DeliveryId ?? 0,
        Stage = Stages.Matched,
        Outcome = decision.AreSame ? Outcomes.SamePerson : Outcomes.DifferentPerson,
        Final = false,
        Detail = $"review {review.Id} decided by {decision.By}: "
            + (!decision.AreSame ? $"{review.Address} stays with the one who has it"
                : writes is { Count: > 0 } ? $"person {review.Claimant} is person {person.Id}; to {string.Join(", ", writes.Select(write => write.Target))}"
                : $"person {review.Claimant} is person {person.Id}"),
        Source = review.Connection,
        Module = review.Module,
        RecordId = review.RecordId,
        Email = person.Email,
        PersonId = person.Id,
        ReceivedAt = now,
        At = now,
        PolicyVersion = policy.Version,
    };

    public static string KeyOf(ReviewRow review, DecideReview decision) =>
        string.Create(CultureInfo.InvariantCulture, $"{review.DeliveryId ?? 0}~{decision.Id:N}");
}
