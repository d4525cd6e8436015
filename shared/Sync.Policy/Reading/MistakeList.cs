namespace Sync.Policy.Reading;

/// <summary>Gathers mistakes while reading goes on.</summary>
internal sealed class MistakeList
{
    private readonly List<PolicyMistake> _mistakes = [];

    public bool Any => _mistakes.Count > 0;

    public void Add(int line, string path, string problem, string cure) => _mistakes.Add(new PolicyMistake(line, path, problem, cure));

    public IReadOnlyList<PolicyMistake> InOrder() => [.. _mistakes.OrderBy(mistake => mistake.Line)];
}
