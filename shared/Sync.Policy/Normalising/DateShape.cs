using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>How dates are written.</summary>
internal static partial class DateShape
{
    private const string Name = "(?<name>"
        + "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
        + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    // No back reference for the second mark: with it no code is made of the pattern, and it takes ten times as long.
    // Year first; compact; three numbers; day and month's name; month's name and day. Then, perhaps, a time with its offset.
    [GeneratedRegex($$"""
        \A(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[,.]?\s+)?
        (?:
            (?<year>[0-9]{4})(?<mark>[-/.])(?<month>[0-9]{1,2})(?<again>[-/.])(?<day>[0-9]{1,2})
          | (?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})
          | (?<one>[0-9]{1,2})(?<mark>[-/.])(?<two>[0-9]{1,2})(?<again>[-/.])(?<year>[0-9]{4})
          | (?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[\s-]+{{Name}}[\s.,-]+(?<year>[0-9]{4})
          | {{Name}}[\s.-]+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(?<year>[0-9]{4})
        )
        (?:
            (?:T|,?\s+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,][0-9]+)?)?
            (?:\s*(?<half>am|pm))?
            (?:\s*(?:(?<utc>Z|UTC|GMT)|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2})?))?
        )?\z
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    public static partial Regex Pattern();
}
