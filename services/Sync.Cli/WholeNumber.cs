using System.CommandLine.Parsing;
using System.Globalization;

namespace Sync.Cli;

/// <summary>Reads numbers from the command line and says in plain words what is wrong with one.</summary>
internal static class WholeNumber
{
    public static Func<ArgumentResult, long> Between(long least, long most, string name) => result =>
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var bounds = most == long.MaxValue ? $"{least} or more" : $"{least} to {most}";
        result.AddError($"{name} wants a whole number, {bounds}, not '{text}'.");
        return least;
    };
}
