namespace Sync.Policy.Reading;

/// <summary>Reads <c>timeZone:</c>; UTC where it does not stand.</summary>
internal static class ZoneKey
{
    public static TimeZoneInfo Read(Section section, MistakeList mistakes)
    {
        var text = section.OptionalText("timeZone");
        if (text is not null && TimeZoneInfo.TryFindSystemTimeZoneById(text.Value, out var zone))
        {
            return zone;
        }

        if (text is not null)
        {
            mistakes.Add(text.Line, section.At("timeZone"), $"There is no time zone '{text.Value}'.", "Write its name, e.g. Europe/Berlin.");
        }

        return TimeZoneInfo.Utc;
    }
}
