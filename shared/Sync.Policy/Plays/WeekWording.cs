using System.Globalization;
using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>Puts a person's week into a note. Pure.</summary>
public static class WeekWording
{
    /// <summary>So many different things are told at most.</summary>
    public const int MostThings = 10;

    /// <param name="events">What the person did, in words.</param>
    public static NoteToMake Of(string name, DateOnly monday, IEnumerable<(string What, DateTimeOffset At)> events, TimeZoneInfo zone)
    {
        var things = events.GroupBy(each => each.What)
            .Select(group => (What: group.Key, Times: group.Count(), Last: group.Max(each => each.At)))
            .OrderByDescending(thing => thing.Last).ThenBy(thing => thing.What, StringComparer.Ordinal).ToList();
        var lines = things.Take(MostThings).Select(thing =>
            $"{TaskWording.Wall(TimeZoneInfo.ConvertTime(thing.Last, zone))}: {thing.What}{(thing.Times > 1 ? $" ({thing.Times} times)" : "")}").ToList();
        if (things.Count > MostThings)
        {
            lines.Add($"and {things.Count - MostThings} other things");
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"Week from {monday:yyyy-MM-dd}");
        return new NoteToMake(title, string.Join('\n', lines.Prepend($"{title}: what {name} did.")));
    }
}
