using System.Text.RegularExpressions;

namespace Sync.Policy.Plays;

/// <summary>Texts with names in braces. Pure.</summary>
public static partial class Template
{
    /// <summary>Names that stand for something beside the person's fields.</summary>
    public static IReadOnlyList<string> Words { get; } = ["name", "email", "play", "signal", "within"];

    /// <summary>The names that a text asks for.</summary>
    public static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The text with what its names stand for; what is empty leaves no gap.</summary>
    public static string Fill(string text, Func<string, string?> value) =>
        Gap().Replace(Placeholder().Replace(text, match => value(match.Groups[1].Value)?.Trim() ?? ""), " ").Trim();

    /// <summary>How the person is called: by name, else by address.</summary>
    public static string NameOf(IReadOnlyDictionary<string, string?> fields, string email)
    {
        string?[] parts = [fields.GetValueOrDefault("first_name"), fields.GetValueOrDefault("last_name")];
        var name = string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return name.Length > 0 ? name : email;
    }

    /// <summary>A time as people say it, e.g. <c>15 minutes</c> or <c>2 hours</c>.</summary>
    public static string Say(TimeSpan time) => time.TotalMinutes % 60 == 0 && time.TotalHours >= 1
        ? Count(time.TotalHours, "hour") : Count(time.TotalMinutes, "minute");

    private static string Count(double number, string unit) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:0} {unit}{(number == 1 ? "" : "s")}");

    [GeneratedRegex(@"\{([^{}\s]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[ \t]{2,}")]
    private static partial Regex Gap();
}
