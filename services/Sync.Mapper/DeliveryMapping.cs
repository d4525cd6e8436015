using System.Text;
using System.Text.Json;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>Decides what a delivery means under the rules of <c>sync.yaml</c>. Pure.</summary>
internal static class DeliveryMapping
{
    public static MapResult Map(SyncPolicy policy, ReceivedDelivery delivery, DateTimeOffset now)
    {
        if (!policy.Connections.TryGetValue(delivery.Connection, out var connection))
        {
            return End(delivery, "?", "no-connection", $"sync.yaml no longer has a connection '{delivery.Connection}'.", now);
        }

        var body = new WebhookBody(delivery.ContentType, delivery.Query, delivery.Body, delivery.ReceivedAt);
        var vendor = KnownConnectors.All[connection.Vendor];
        return vendor.Webhook.Read(body) switch
        {
            WebhookReading.Carried carried => Change(policy, delivery, carried.Source, now),
            WebhookReading.Hint { Told: { } told } when (told.Deal is not null && policy.Handoff.FollowsDeals(delivery.Connection))
                || PlaySignals.Of(policy, delivery, told, told.Fields, others: 0).Count > 0 =>
                Change(policy, delivery, told, now, isRecord: false),
            WebhookReading.Hint hint when HintMapping.ObjectOf(vendor, hint.Module) is { } what && policy.RoutesFrom(delivery.Connection, what).Any() =>
                HintMapping.Map(delivery, hint, now),
            WebhookReading.Hint hint => End(
                delivery, hint.Kind, "no-route", $"No route of sync.yaml takes {hint.Module} from '{delivery.Connection}'.", now),
            WebhookReading.NotARecord other => End(
                delivery, other.Kind, "not-a-record", "The event says nothing about a person's record.", now),
            WebhookReading.UnknownKind unknown => End(
                delivery, WithoutZeros(unknown.Kind), "unknown-kind",
                WithoutZeros($"This version does not know the event; the inbox keeps it. It holds: {unknown.Sample}"), now),
            WebhookReading.Unparsable unparsable => Fail(delivery, unparsable.Why, now),
            _ => throw new InvalidOperationException("A reading that the mapper does not know."),
        };
    }

    /// <summary>Idempotency key of the delivery; a replay has a key of its own, so that it is not taken for a repetition.</summary>
    public static string KeyOf(ReceivedDelivery delivery) => Parts.Key(delivery, 1, 1);

    // The sender's own text, on its way to databases whose text cannot hold the character 0.
    private static string WithoutZeros(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    /// <param name="isRecord">It is the person's record, and not only somebody whom something happened to.</param>
    private static MapResult Change(SyncPolicy policy, ReceivedDelivery delivery, SourceRecord source, DateTimeOffset now, bool isRecord = true)
    {
        if (source.Deal is null && !policy.RoutesFrom(delivery.Connection).Any())
        {
            return End(delivery, source.Kind, "no-route", $"No route of sync.yaml starts at '{delivery.Connection}'.", now);
        }

        if (source.Email is { } email && policy.Identity.IsPlaceholder(email))
        {
            return End(delivery, source.Kind, "placeholder", "The address is one that sync.yaml lists under identity.placeholders.", now);
        }

        var fields = CanonicalFields.Of(policy, delivery.Connection, source.Fields);
        var joined = OptInClaims.Lists(policy, delivery.Connection, source);
        var deal = policy.Handoff.FollowsDeals(delivery.Connection) ? source.Deal : null;
        var isOpen = isRecord && CanonicalFields.IsOpen(policy, delivery.Connection, source.Untold);
        var others = (deal is null ? 0 : 1) + (isOpen ? 1 : 0) + (joined.Count > 0 ? 1 : 0);
        var signals = PlaySignals.Of(policy, delivery, source, fields, others);
        var parts = 1 + signals.Count + others;
        return new MapResult.Changed(new PersonChange
        {
            Key = Parts.Key(delivery, 1, parts),
            DeliveryId = delivery.Id,
            Source = delivery.Connection,
            Kind = source.Kind,
            Module = source.Module,
            RecordId = source.RecordId,
            Email = source.Email,
            ChangedAt = source.ChangedAt,
            ReceivedAt = delivery.ReceivedAt,
            MappedAt = now,
            Fields = fields,
            Routes = isRecord ? CanonicalFields.Routes(policy, delivery.Connection, source.Fields) : CanonicalFields.Unasked(policy, delivery.Connection),
            Misses = CanonicalFields.Misses(policy, delivery.Connection, source.Fields),
            IsByApi = source.IsByApi,
            BetterModules = PersonModules.BetterThan(policy, delivery.Connection, source.Module),
            Replay = delivery.Replay,
            Signals = signals.Count == 0 ? null : signals,
            OptIn = joined.Count == 0 ? null : new OptInClaim { Key = Parts.Key(delivery, parts, parts), Lists = joined },
            Deal = deal is null ? null : new ToldDeal
            {
                Key = Parts.Key(delivery, 2 + signals.Count, parts), DealId = deal.DealId, Name = deal.Name, Stage = deal.Stage, Owner = deal.Owner,
            },
            Patch = delivery.Patch,
            Trace = delivery.Trace,
        })
        {
            Beside = isOpen ? HintMapping.Beside(delivery, source, Parts.Key(delivery, 2 + signals.Count + (deal is null ? 0 : 1), parts), now) : null,
        };
    }

    private static MapResult.Ended End(ReceivedDelivery delivery, string kind, string rule, string detail, DateTimeOffset now) =>
        new(new OutcomeReached
        {
            Key = KeyOf(delivery),
            DeliveryId = delivery.Id,
            Stage = Stages.Mapped,
            Outcome = $"{Outcomes.Filtered}: {rule}",
            Final = true,
            Detail = detail,
            Source = delivery.Connection,
            Kind = kind,
            ReceivedAt = delivery.ReceivedAt,
            At = now,
            Trace = delivery.Trace,
        });

    private static MapResult.Failed Fail(ReceivedDelivery delivery, string why, DateTimeOffset now) =>
        new(new DeadLettered
        {
            Key = KeyOf(delivery),
            DeliveryId = delivery.Id,
            Stage = Stages.Mapped,
            Class = FailureClasses.Unparsable,
            Reason = $"The delivery could not be read: {why}",
            Connection = delivery.Connection,
            Item = JsonSerializer.Serialize(new { delivery.ContentType, delivery.Query, body = Encoding.UTF8.GetString(delivery.Body) }),
            At = now,
            Trace = delivery.Trace,
        });
}
