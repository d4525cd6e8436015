using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Which writes may go by bulk import: an import goes by address and not by id, clears nothing, and answers late. Pure.</summary>
internal static class Importable
{
    /// <summary>What is certain without asking the vendor. Whether the record is there under that address is seen right before the import.
    /// </summary>
    public static bool Is(RoutePolicy route, WriteUnit unit, IBulkImport import) =>
        IsKnown(unit) && unit.Works.All(work => work.Priority > (int)WritePriority.Handoff)
        && route.Carries == SyncObject.Person && !Filling.MustLook(route, unit)
        && Sent(route, unit) is { Count: > 0 } fields && fields.All(field => Takes(unit, field, import));

    /// <summary>What an import says of the person: all but the address, by which it goes.</summary>
    public static Dictionary<string, string?> Sent(RoutePolicy route, WriteUnit unit) =>
        Mapping.ToTarget(route, unit.Fields.Where(field => !IsSameAddress(unit, field)).ToDictionary(), creating: false).ToDictionary();

    /// <summary>The record is there, and has the address by which the import would find it.</summary>
    public static bool IsThere(WriteUnit unit, FoundRecord? record) => record is not null && record.Email == unit.Email;

    // Somebody whose address has changed may still stand there under the former one.
    private static bool IsKnown(WriteUnit unit) => unit is { RecordId: not null, Module: not null, Verify: false, Tries: 0, FormerEmails.Count: 0 }
        && unit.Email.Length > 0 && unit.LeftOut.Count == 0 && !TrialAddress.Is(unit.Email);

    private static bool Takes(WriteUnit unit, KeyValuePair<string, string?> field, IBulkImport import) =>
        !string.IsNullOrWhiteSpace(field.Value) && import.Takes(unit.Module!, field.Key);

    private static bool IsSameAddress(WriteUnit unit, KeyValuePair<string, string?> field) => field.Key == "email" && field.Value == unit.Email;
}
