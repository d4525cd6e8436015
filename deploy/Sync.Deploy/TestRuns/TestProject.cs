namespace Sync.Deploy.TestRuns;

/// <summary>One test project under tests/: a program of its own, as xunit.v3 builds them.</summary>
public sealed record TestProject(string Name, string File, string Program)
{
    // They take longest and break the most: the quick answers come first.
    private static readonly string[] Last = ["Sync.Pipeline.Tests", "Sync.Faults"];

    /// <summary>Every project named *.Tests, and the fault runner.</summary>
    public static IReadOnlyList<TestProject> Discover(string root) =>
    [
        .. from folder in Directory.EnumerateDirectories(Path.Combine(root, "tests"))
           let name = Path.GetFileName(folder)
           let file = Path.Combine(folder, name + ".csproj")
           where (name.EndsWith(".Tests", StringComparison.Ordinal) || name == "Sync.Faults") && System.IO.File.Exists(file)
           orderby Array.IndexOf(Last, name), name
           select new TestProject(name, file, Path.Combine(root, "artifacts", "bin", name, "release", name + ".dll")),
    ];
}
