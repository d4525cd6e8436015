using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sync.Deploy.Building;

/// <summary>What a project's output depends on: its files, those of the projects it refers to, and the build files at the root.</summary>
public static partial class ProjectInputs
{
    private static readonly string[] RootNames =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig"];

    /// <summary>A fingerprint of all inputs by content, so that a touched or checked-out file is no change.</summary>
    public static string Fingerprint(string root, string project)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The output is compiled for the runtime that runs this program.
        hash.AppendData(Encoding.UTF8.GetBytes(Environment.Version.ToString()));
        foreach (var file in RootFiles(root).Concat(Folders(project).SelectMany(Files)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>True when the project refers to that other one, be it through a third.</summary>
    public static bool RefersTo(string project, string other) => Folders(project).Any(folder => Path.GetFileName(folder) == other);

    private static IEnumerable<string> RootFiles(string root) =>
        RootNames.Select(name => Path.Combine(root, name)).Where(File.Exists);

    private static HashSet<string> Folders(string project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Path.GetFullPath(project)]);
        while (open.TryPop(out var next))
        {
            var folder = Path.GetDirectoryName(next)!;
            if (!File.Exists(next) || !seen.Add(folder))
                continue;
            foreach (Match reference in Reference().Matches(File.ReadAllText(next)))
                open.Push(Path.GetFullPath(Path.Combine(folder, reference.Groups[1].Value.Replace('\\', '/'))));
        }

        return seen;
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (var below in Directory.EnumerateDirectories(folder))
        {
            if (Path.GetFileName(below) is "bin" or "obj" or "node_modules" or "TestResults")
                continue;
            foreach (var file in Files(below))
                yield return file;
        }
    }

    [GeneratedRegex("""<ProjectReference\s+Include="([^"]+)"(?![^>]*ReferenceOutputAssembly)""")]
    private static partial Regex Reference();
}
