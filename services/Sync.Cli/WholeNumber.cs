using System.CommandLine.Parsing;
using System.Globalization;

namespace Sync.Cli;

/// <summary>Reads numbers from the command line and says in plain words what is wrong with one.</summary>
internal static class WholeNumber
{
    public static Func<ArgumentResult, long> Between(long least, long most, string name) =>
        result => Read(result, result.Tokens[0].Value, least, most, name);

    /// <summary>The same for what need not be given.</summary>
    public static Func<ArgumentResult, long?> OrNone(long least, long most, string name) =>
        result => Read(result, result.Tokens[0].Value, least, most, name);

    /// <summary>The same for several.</summary>
    public static Func<ArgumentResult, long[]> Several(long least, long most, string name) =>
        result => [.. result.Tokens.Select(token => Read(result, token.Value, least, most, name))];

    private static long Read(ArgumentResult result, string text, long least, long most, string name)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var bounds = most == long.MaxValue ? $"{least} or more" : $"{least} to {most}";
        result.AddError($"{name} wants a whole number, {bounds}, not '{text}'.");
        return least;
    }
}
