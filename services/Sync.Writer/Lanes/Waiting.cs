using System.Globalization;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Writer.Lanes;

/// <summary>Tells of work that was put off until another day: who asks after a person sees what he waits for. Pure.</summary>
internal static class Waiting
{
    public static IReadOnlyList<OutcomeReached> Of(Progress progress, SyncPolicy policy, DateTimeOffset now) =>
    [
        .. progress.Results.OfType<UnitResult.Again>().Where(again => again.Wait is not null).SelectMany(again => again.Unit.Works, (again, work) =>
            new OutcomeReached
            {
                Key = $"{work.Key}!create-cap",
                DeliveryId = work.DeliveryId,
                Stage = Stages.Written,
                Outcome = CreateCap.Reason,
                Final = false,
                Detail = string.Create(CultureInfo.InvariantCulture, $"{again.Fault.Message}; it goes on at {now + again.Wait:yyyy-MM-dd HH:mm} UTC"),
                Email = work.Email.Length > 0 ? work.Email : null,
                PersonId = work.PersonId,
                Target = work.Connection,
                ReceivedAt = work.ReceivedAt,
                At = now,
                PolicyVersion = policy.Version,
                Trace = work.Trace,
            }),
    ];
}
