using System.Globalization;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads one owner of <c>handoff:</c>.</summary>
internal sealed class OwnerSection(Section section, MistakeList mistakes)
{
    private static readonly DayOfWeek[] Workdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public OwnerPolicy Read(UniqueNames addresses)
    {
        var email = section.RequiredText("email");
        addresses.Take(email, section.At("email"));
        var address = EmailAddress.Normalise(email?.Value);
        if (email is not null && address is null)
        {
            mistakes.Add(
                email.Line, section.At("email"), $"'{email.Value}' is not an address.", "Write the address under which the owner is a user of the CRM.");
        }

        var (zone, days) = (ZoneKey.Read(section, mistakes), Days());
        var (from, to) = (Time("from", new TimeOnly(9, 0)), Time("to", new TimeOnly(17, 0)));
        if (to <= from)
        {
            mistakes.Add(section.LineOf("to"), section.At("to"), $"The working day ends at {to:HH:mm}, before it begins.", "Let 'to' be later than 'from'.");
        }

        var owner = new OwnerPolicy(
            address ?? "", section.Number("weight", 1, 100, 1), new WorkingHours(zone, days, from, to),
            [.. section.Texts("away").Select(Away).OfType<(DateOnly, DateOnly)>()]);
        section.RefuseUnknownKeys();
        return owner;
    }

    private HashSet<DayOfWeek> Days() =>
        section.Words("days", Words.Days) is { Count: > 0 } days ? [.. days] : [.. Workdays];

    private TimeOnly Time(string key, TimeOnly otherwise)
    {
        if (section.OptionalText(key) is not { } text)
        {
            return otherwise;
        }

        if (TimeOnly.TryParseExact(text.Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        mistakes.Add(text.Line, section.At(key), $"'{text.Value}' is not a time of day.", "Write hours and minutes in quotes, e.g. \"09:00\".");
        return otherwise;
    }

    private (DateOnly, DateOnly)? Away(YamlText text)
    {
        var days = text.Value.Split("..");
        if (days.Length <= 2 && Day(days[0]) is { } from && Day(days[^1]) is { } to && from <= to)
        {
            return (from, to);
        }

        mistakes.Add(
            text.Line, section.At("away"), $"'{text.Value}' is neither a day nor a first and a last day.",
            "Write 2026-12-24, or 2026-12-24..2027-01-01.");
        return null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
