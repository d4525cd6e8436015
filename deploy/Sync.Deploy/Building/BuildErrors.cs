namespace Sync.Deploy.Building;

public static class BuildErrors
{
    /// <summary>The errors in what a build printed, each once; all of it when none can be told.</summary>
    public static string In(string output)
    {
        var errors = output.Split('\n').Select(line => line.Trim())
            .Where(line => line.Contains("error ", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal))
            .Distinct()
            .Take(30);
        var text = string.Join('\n', errors);
        return text.Length > 0 ? text : output.Trim();
    }
}
