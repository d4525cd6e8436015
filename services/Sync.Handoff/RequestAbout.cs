using Sync.Contracts;
using Sync.Policy;

namespace Sync.Handoff;

/// <summary>What every operation says that a signal leads to: about whom it is, at which record, and what asked for it. Pure.</summary>
internal static class RequestAbout
{
    public static OperationRequest Of(SyncPolicy policy, SeenSignal seen, string target, string key, Guid mark, WritePriority priority)
    {
        var record = seen.Records.FirstOrDefault(record => record.Connection == target);
        return new OperationRequest
        {
            Key = key,
            DeliveryId = seen.DeliveryId,
            Target = target,
            PersonId = seen.PersonId,
            Email = seen.Email,
            Module = record?.Module,
            RecordId = record?.RecordId,
            Mark = $"{mark:N}",
            Priority = priority,
            ReceivedAt = seen.ReceivedAt,
            PolicyVersion = policy.Version,
            Trace = seen.Trace,
        };
    }
}
