namespace Sync.Conformance.Tests;

/// <summary>Where the scripts are and where their packages may be put.</summary>
internal static class Repository
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("SYNC_ROOT") is { Length: > 0 } given ? given : Above(AppContext.BaseDirectory);

    public static string Scripts => Path.Combine(Root, "tests", "Conformance", "zoho");

    /// <summary>Below a folder that git ignores.</summary>
    public static string Installed => Path.Combine(Root, "artifacts", "conformance", "zoho");

    private static string Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "tests", "Conformance", "zoho")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {folder} holds tests/Conformance/zoho. Set SYNC_ROOT to the repository's root.");
    }
}
