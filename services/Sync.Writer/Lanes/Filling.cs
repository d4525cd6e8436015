using Sync.Connectors;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Takes out of a unit what may only fill, and finds something there. Pure.</summary>
internal static class Filling
{
    /// <summary>The unit has something that must not be written before what stands there is known.</summary>
    public static bool MustLook(RoutePolicy route, WriteUnit unit)
    {
        foreach (var field in route.Fields)
        {
            if (field.Direction == Direction.Fill && unit.Fields.ContainsKey(field.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is left to write once the record was found. What stands there is told as such in the place of what was asked for.</summary>
    public static WriteUnit Spare(RoutePolicy route, WriteUnit unit, FoundRecord record)
    {
        // Nobody linked it: it is not one that we made or wrote before.
        var isDuplicate = unit.Works.All(work => work.RecordId is null) && (route.OnDuplicate == OnDuplicate.Fill || !route.Update);
        var standing = route.Fields
            .Where(field => (isDuplicate || field.Direction == Direction.Fill) && unit.Fields.ContainsKey(field.Name))
            .Select(field => (field.Name, Held: Held(field, record)))
            .Where(field => field.Held is not null).ToDictionary(field => field.Name, field => field.Held);
        return standing.Count == 0 ? unit : unit with
        {
            Fields = unit.Fields.Where(field => !standing.ContainsKey(field.Key)).ToDictionary(),
            Works = [.. unit.Works.Select(work => Telling(work, standing))],
        };
    }

    private static string? Held(FieldPolicy field, FoundRecord record)
    {
        var held = record.Fields.GetValueOrDefault(field.To);
        return string.IsNullOrWhiteSpace(held) || held == field.Fallback ? null : field.Picklist?.ReadBack(held) ?? held;
    }

    private static PendingWork Telling(PendingWork work, Dictionary<string, string?> standing)
    {
        var fields = WorkJson.Read(work.Fields);
        foreach (var name in fields.Keys.Where(standing.ContainsKey).ToList())
        {
            fields[name] = standing[name];
        }

        return work with { Fields = WorkJson.Write(fields) };
    }
}
