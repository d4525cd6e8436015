using System.Security.Cryptography;
using System.Text;
using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Handoff.Deals;

/// <summary>The tag that a deal's person gets once it is won or lost. Pure.</summary>
internal static class DealTag
{
    public const string NoRecord = $"{Outcomes.Filtered}: no-record";
    private const string Name = "deal tag";

    /// <summary>What is asked for; null where the deal's state has no tag, or marketing has no record of the person.</summary>
    public static ActionRow? Of(SyncPolicy policy, SeenDeal seen)
    {
        if (Tag(policy, seen) is not { } tag || Record(policy, seen) is not { } record)
        {
            return null;
        }

        var state = policy.Handoff.Deals.StateOf(seen.Deal.Stage);
        var id = IdOf(seen, state);
        return ActionRow.Of(id, Name, new OperationRequest
        {
            Key = $"{seen.Deal.Key}>{record.Connection}!{Word(state)}",
            DeliveryId = seen.DeliveryId,
            Target = record.Connection,
            PersonId = seen.PersonId,
            Email = seen.Email,
            Module = record.Module,
            RecordId = record.RecordId,
            Mark = $"{id:N}",
            Tag = tag,
            Priority = WritePriority.Live,
            ReceivedAt = seen.ReceivedAt,
            PolicyVersion = policy.Version,
            Trace = seen.Trace,
        });
    }

    /// <summary>What became of the part of the delivery that tells of the deal.</summary>
    public static OutcomeReached Outcome(SyncPolicy policy, SeenDeal seen, bool isAsked, DateTimeOffset now)
    {
        var lacksRecord = Tag(policy, seen) is not null && Record(policy, seen) is null;
        return new OutcomeReached
        {
            Key = seen.Deal.Key,
            DeliveryId = seen.DeliveryId,
            Stage = Stages.Handoff,
            Outcome = lacksRecord ? NoRecord : Outcomes.DealNoted,
            Final = true,
            Detail = $"Deal {seen.Deal.DealId} in stage '{seen.Deal.Stage}' ({Word(policy.Handoff.Deals.StateOf(seen.Deal.Stage))})."
                + (lacksRecord ? $" {policy.Handoff.Following!.Marketing} has no record of the person: have one made, then replay the delivery."
                    : isAsked ? $" The tag '{Tag(policy, seen)}' in {policy.Handoff.Following!.Marketing} is asked for." : ""),
            Source = seen.Source,
            Kind = SignalKinds.Deal,
            Email = seen.Email,
            PersonId = seen.PersonId,
            ReceivedAt = seen.ReceivedAt,
            At = now,
            PolicyVersion = policy.Version,
            Trace = seen.Trace,
        };
    }

    /// <summary>One of each deal and state, whatever tells of it.</summary>
    public static Guid IdOf(SeenDeal seen, DealState state) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{seen.Source}\n{seen.Deal.DealId}\n{Word(state)}")).AsSpan(0, 16), bigEndian: true);

    private static string? Tag(SyncPolicy policy, SeenDeal seen) => policy.Handoff.Following?.Sales != seen.Source
        ? null : policy.Handoff.Following.TagFor(policy.Handoff.Deals.StateOf(seen.Deal.Stage));

    private static PersonRecord? Record(SyncPolicy policy, SeenDeal seen) =>
        seen.Records.FirstOrDefault(record => record.Connection == policy.Handoff.Following!.Marketing);

    private static string Word(DealState state) => $"{state}".ToLowerInvariant();
}
