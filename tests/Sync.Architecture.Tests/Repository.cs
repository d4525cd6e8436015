namespace Sync.Architecture.Tests;

/// <summary>The files of this repository, found from where the test runs.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("*.csproj").Select(ProjectFile.Read).OrderBy(project => project.Name, StringComparer.Ordinal)];

    /// <summary>Files below a folder of the repository, without what a build leaves behind.</summary>
    public static IEnumerable<string> Files(string pattern, string folder = "")
    {
        var top = Path.Combine(Root, folder);
        return Directory.Exists(top)
            ? Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories).Where(path => !IsBuilt(path))
            : [];
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsBuilt(string path) =>
        Relative(path).Split('/') is var parts && parts.Any(part => part is "artifacts" or "bin" or "obj" or ".local" or ".git");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sync.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Sync.sln above {AppContext.BaseDirectory}: build inside the repository.");
    }
}
