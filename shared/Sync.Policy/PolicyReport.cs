namespace Sync.Policy;

/// <summary>Writes mistakes the way compilers do, so that editors can jump to the line.</summary>
public static class PolicyReport
{
    /// <returns>Two lines a mistake: where and what, then the cure.</returns>
    public static IEnumerable<string> Lines(string file, IReadOnlyList<PolicyMistake> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            var at = mistake.Line > 0 ? $"{file}:{mistake.Line}" : file;
            yield return mistake.Path.Length > 0 ? $"{at}: {mistake.Path}: {mistake.Problem}" : $"{at}: {mistake.Problem}";
            yield return $"    {mistake.Cure}";
        }
    }
}
