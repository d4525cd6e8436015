using System.Text.RegularExpressions;

namespace Sync.Policy.Reading;

/// <summary>Fetches what <c>${env:NAME}</c> and <c>${file:path}</c> stand for.</summary>
internal sealed partial class ValueSource(Func<string, string?> env, Func<string, string?> file, MistakeList mistakes)
{
    /// <summary>Nothing is fetched, and nothing is missed: for those who want the rules alone.</summary>
    public bool IsBlind { get; init; }

    /// <returns>The value with every reference replaced; null if one could not be, which is then among the mistakes.</returns>
    public string? Resolve(YamlText text, string path)
    {
        var broken = false;
        var value = Reference().Replace(text.Value, match =>
        {
            var found = Fetch(match.Groups["kind"].Value, match.Groups["name"].Value.Trim(), text.Line, path);
            broken |= found is null;
            return found ?? "";
        });
        return broken ? null : value;
    }

    /// <returns>The secret; null if it stands in the file itself or could not be fetched.</returns>
    public string? ResolveSecret(YamlText text, string path)
    {
        var match = Reference().Match(text.Value);
        if (match.Success && match.Length == text.Value.Trim().Length && match.Groups["kind"].Value is "env" or "file")
        {
            return Resolve(text, path)?.Trim();
        }

        var key = path[(path.LastIndexOf('.') + 1)..];
        mistakes.Add(
            text.Line, path, "A secret stands in the file.",
            $"Write '{key}: ${{env:NAME}}' or '{key}: ${{file:/path/to/secret}}', "
            + "and have the secret replaced at the vendor: whoever could read the file knows it.");
        return null;
    }

    private string? Fetch(string kind, string name, int line, string path)
    {
        var (found, problem, cure) = kind switch
        {
            "env" => (env(name), $"The environment variable {name} is not set or is empty.", $"Set {name} where this program is started."),
            "file" => (
                file(name)?.TrimEnd('\r', '\n'), $"The file {name} cannot be read or is empty.",
                "Check that it exists, holds the secret and may be read by the user that this program runs as."),
            _ => (null, $"'${{{kind}:…}}' is not known.", "Write ${env:NAME} or ${file:/path/to/secret}."),
        };
        if (IsBlind || !string.IsNullOrWhiteSpace(found))
        {
            return IsBlind ? null : found;
        }

        mistakes.Add(line, path, problem, cure);
        return null;
    }

    [GeneratedRegex(@"\$\{(?<kind>[^:{}]*):?(?<name>[^{}]*)\}")]
    private static partial Regex Reference();
}
