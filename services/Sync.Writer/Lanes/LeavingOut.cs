using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Takes the one field out of a unit that the target has refused it for: the others go on without it. Pure.</summary>
internal static class LeavingOut
{
    /// <returns>Null if the record as a whole is refused: nothing would be left, or the target demands the field.</returns>
    public static WriteUnit? Without(RoutePolicy route, WriteUnit unit, VendorFault fault)
    {
        if (fault.Class != FailureClasses.Validation || fault.Field is null
            || route.Fields.FirstOrDefault(field => field.To == fault.Field && field.Direction != Direction.None) is not { } misfit)
        {
            return null;
        }

        var isNew = unit.RecordId is null;
        var sent = isNew ? unit.Whole : unit.Fields;
        if (!sent.TryGetValue(misfit.Name, out var value) || misfit.Name == "email" || (isNew && misfit is { Required: true, Fallback: null }))
        {
            return null;
        }

        // A new record gets the fallback in its place, where the target demands a value.
        var smaller = unit with
        {
            Fields = Others(unit.Fields, misfit.Name),
            Whole = Others(unit.Whole, misfit.Name),
            Works = [.. unit.Works.Select(work => work with { Fields = WorkJson.Write(Others(WorkJson.Read(work.Fields), misfit.Name)) })],
            LeftOut = [.. unit.LeftOut, new LeftOutField(misfit.Name, value, fault)],
        };
        return Mapping.ToTarget(route, isNew ? smaller.Whole : smaller.Fields, isNew).Count == 0 ? null : smaller;
    }

    private static Dictionary<string, string?> Others(IEnumerable<KeyValuePair<string, string?>> fields, string name) =>
        fields.Where(field => field.Key != name).ToDictionary();
}
