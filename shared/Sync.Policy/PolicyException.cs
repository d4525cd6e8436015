namespace Sync.Policy;

/// <summary>The configuration cannot be used. The process ends with exit code 1.</summary>
public sealed class PolicyException(string file, IReadOnlyList<PolicyMistake> mistakes)
    : Exception(string.Join(Environment.NewLine, PolicyReport.Lines(file, mistakes)))
{
    public IReadOnlyList<PolicyMistake> Mistakes { get; } = mistakes;
}
