namespace Sync.Deploy.Running;

/// <summary>One service of the tree.</summary>
/// <param name="Name">Lower case: <c>ingress</c>.</param>
/// <param name="Project">Full path of its project file.</param>
/// <param name="Port">First choice; it moves when something else has it.</param>
public sealed record ServiceProject(string Name, string Project, int Port)
{
    private static readonly string[] Order = ["ingress", "console", "mapper", "dedupe", "writer", "handoff"];

    public string ProjectName => Path.GetFileNameWithoutExtension(Project);

    /// <summary>Every folder services/Sync.* that has a Program.cs; the command line is a program, but not a service.</summary>
    public static IReadOnlyList<ServiceProject> Discover(string root)
    {
        var folder = Path.Combine(root, "services");
        var found = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "Sync.*") : [];
        var names = found.Where(place => File.Exists(Path.Combine(place, "Program.cs"))).Select(Path.GetFileName).OfType<string>()
            .Where(name => name != "Sync.Cli").OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal).ToList();
        var next = 8080 + Order.Length;
        return [.. names.Select(name => new ServiceProject(
            ShortName(name), Path.Combine(folder, name, name + ".csproj"), Rank(name) < Order.Length ? 8080 + Rank(name) : next++))];
    }

    /// <summary>How many processes of it to start: <c>SYNC_INSTANCES_&lt;NAME&gt;</c>, else one.</summary>
    /// <exception cref="DeployException">It is not a number from 0 to 16.</exception>
    public int Instances(Func<string, string?> variable)
    {
        var name = $"SYNC_INSTANCES_{Name.ToUpperInvariant()}";
        if (variable(name) is not { Length: > 0 } text)
            return 1;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= 16
            ? count
            : throw new DeployException($"{name} is '{text}'; it must be a number from 0 to 16.");
    }

    private static string ShortName(string name) => name["Sync.".Length..].ToLowerInvariant();

    private static int Rank(string name) => Array.IndexOf(Order, ShortName(name)) is >= 0 and var place ? place : Order.Length;
}
