namespace Sync.Deploy.TestRuns;

/// <summary>One test project under tests/: a program of its own, as xunit.v3 builds them.</summary>
public sealed record TestProject(string Name, string File, string Program)
{
    // They take longest and break the most: the quick answers come first.
    private static readonly string[] Last = ["Sync.Pipeline.Tests", "Sync.Faults"];

    /// <summary>Every project named *.Tests under tests/, at whatever depth, and the fault runner.</summary>
    public static IReadOnlyList<TestProject> Discover(string root) =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.csproj", SearchOption.AllDirectories)
           let name = Path.GetFileNameWithoutExtension(file)
           where name.EndsWith(".Tests", StringComparison.Ordinal) || name == "Sync.Faults"
           orderby Array.IndexOf(Last, name), name
           select new TestProject(name, file, Path.Combine(root, "artifacts", "bin", name, "release", name + ".dll")),
    ];
}
