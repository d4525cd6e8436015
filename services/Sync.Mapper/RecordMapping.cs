using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>Decides what a record that was read says under the rules of <c>sync.yaml</c>. Pure.</summary>
internal static class RecordMapping
{
    public static MapResult Map(SyncPolicy policy, RecordRead read, DateTimeOffset now)
    {
        var what = policy.Connections.TryGetValue(read.Connection, out var connection)
            ? HintMapping.ObjectOf(KnownConnectors.All[connection.Vendor], read.Module) ?? SyncObject.Person : SyncObject.Person;
        if (!read.IsThere)
        {
            var gone = what == SyncObject.Person ? Change(policy, read, now) : Company(policy, read, now);
            return new MapResult.Changed(gone with { IsGone = true, Email = null });
        }

        if (read.IsConfirmedOptIn)
        {
            return new MapResult.Changed(OptIn(policy, read, now));
        }

        if (read.Email is { } email && policy.Identity.IsPlaceholder(email))
        {
            return End(
                read, $"{Outcomes.Filtered}: placeholder", "The address is one that sync.yaml lists under identity.placeholders.", now);
        }

        return policy.RoutesFrom(read.Connection, what).Any()
            ? new MapResult.Changed(what == SyncObject.Person ? Change(policy, read, now) : Company(policy, read, now))
            : End(read, $"{Outcomes.Filtered}: no-route", $"No route of sync.yaml starts at '{read.Connection}' any more.", now);
    }

    private static PersonChange Change(SyncPolicy policy, RecordRead read, DateTimeOffset now) => new()
    {
        Key = read.Key,
        DeliveryId = read.DeliveryId,
        Source = read.Connection,
        Kind = read.Kind,
        Module = read.Module,
        RecordId = read.RecordId,
        Email = read.Email,
        // The record's own time has whole seconds, and not every change moves it: that it was told of is known to the millisecond.
        ChangedAt = read.ChangedAt is { } changed && changed > read.HintedAt ? changed : read.HintedAt,
        ReceivedAt = read.ReceivedAt,
        MappedAt = now,
        Fields = CanonicalFields.Of(policy, read.Connection, read.Fields),
        Routes = CanonicalFields.Routes(policy, read.Connection, read.Fields),
        Misses = CanonicalFields.Misses(policy, read.Connection, read.Fields),
        Seen = read.Seen,
        BetterModules = PersonModules.BetterThan(policy, read.Connection, read.Module),
        Replay = read.Replay,
        Trace = read.Trace,
    };

    private static PersonChange OptIn(SyncPolicy policy, RecordRead read, DateTimeOffset now) => Change(policy, read, now) with
    {
        Fields = policy.ReopenedBy(read.Connection).ToDictionary(name => name, _ => (string?)"false"),
        Misses = null,
        IsByApi = false,
        IsConfirmedOptIn = true,
    };

    private static PersonChange Company(SyncPolicy policy, RecordRead read, DateTimeOffset now) => Change(policy, read, now) with
    {
        About = PersonChange.Company,
        Email = null,
        Fields = CanonicalFields.Of(policy, read.Connection, read.Fields, SyncObject.Company),
        Routes = null,
        Misses = null,
    };

    private static MapResult.Ended End(RecordRead read, string outcome, string detail, DateTimeOffset now) =>
        new(new OutcomeReached
        {
            Key = read.Key,
            DeliveryId = read.DeliveryId,
            Stage = Stages.Read,
            Outcome = outcome,
            Final = true,
            Detail = detail,
            Source = read.Connection,
            Kind = read.Kind,
            Module = read.Module,
            RecordId = read.RecordId,
            ReceivedAt = read.ReceivedAt,
            At = now,
            Trace = read.Trace,
        });
}
