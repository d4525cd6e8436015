using System.Text.RegularExpressions;

namespace Sync.Policy.Reading;

/// <summary>Gathers mistakes while reading goes on, and beside them which keys were asked for.</summary>
internal sealed partial class MistakeList
{
    private readonly List<PolicyMistake> _mistakes = [];
    private readonly HashSet<string> _asked = [];

    public bool Any => _mistakes.Count > 0;

    /// <summary>Places of keys that the reader looked for, with <c>[]</c> for each entry of a list: what an editor's schema must offer.</summary>
    public IReadOnlyCollection<string> AskedPlaces => _asked;

    public void Add(int line, string path, string problem, string cure) => _mistakes.Add(new PolicyMistake(line, path, problem, cure));

    public void Asked(string path) => _asked.Add(Index().Replace(path, "[]"));

    public IReadOnlyList<PolicyMistake> InOrder() => [.. _mistakes.OrderBy(mistake => mistake.Line)];

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
