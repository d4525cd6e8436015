namespace Sync.Connectors.Parsing;

/// <summary>
/// The minute that an event says of itself, as minutes since 1970. Keys begin with it, so that those of one time lie side by side: the
/// inbox keeps millions of them, and what is new then meets a few pages of their index, not all. Nothing else depends on it, so a
/// sender's odd time does no harm, and no zone is looked at.
/// </summary>
internal static class EventMinute
{
    public static uint Of(DateTimeOffset at) => OfUnix(at.ToUnixTimeMilliseconds());

    public static uint OfUnix(long milliseconds) => (uint)Math.Clamp(milliseconds / 60_000, 0, uint.MaxValue);

    /// <param name="text"><c>2026-03-04T09:15</c> or the same with a space, and whatever follows.</param>
    /// <returns>0 for everything else.</returns>
    public static uint Of(ReadOnlySpan<byte> text)
    {
        if (text.Length < 16 || !(text[10] is (byte)'T' or (byte)' '))
        {
            return 0;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute) = (Number(text[11..13]), Number(text[14..16]));
        return year is >= 1970 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60
            ? Of(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero))
            : 0;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
