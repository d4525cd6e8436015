using Sync.Deploy.Processes;

namespace Sync.Deploy.Building;

/// <summary>Turns projects into folders that can be run: <c>.local/bin/&lt;project&gt;/</c>. What has not changed since is left alone.</summary>
public sealed class Publisher(Workplace workplace, Say say)
{
    private string Build => Path.Combine(workplace.Root, ".local", "build");

    private string Artifacts => Path.Combine(workplace.Root, "artifacts");

    /// <summary>Publishes the projects, all in one build.</summary>
    /// <returns>The program of each project: the full path of its .dll, by the project's name.</returns>
    /// <exception cref="DeployException">The build failed; the message holds its errors.</exception>
    public async Task<IReadOnlyDictionary<string, string>> Publish(IReadOnlyList<string> projects, CancellationToken ct)
    {
        using var alone = await FileLock.Alone(Path.Combine(workplace.Binaries, "publish.lock"), ct);
        var prints = projects.ToDictionary(project => project, project => ProjectInputs.Fingerprint(workplace.Root, project));
        var stale = projects.Where(project => !IsCurrent(project, prints[project])).ToList();
        if (stale.Count > 0)
            await PublishStale(stale, prints, ct);
        return projects.ToDictionary(project => NameOf(project), Program);
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private string Program(string project) => Path.Combine(workplace.Binaries, NameOf(project), NameOf(project) + ".dll");

    private string Stamp(string project) => Path.Combine(workplace.Binaries, NameOf(project) + ".stamp");

    private bool IsCurrent(string project, string print) =>
        File.Exists(Program(project)) && File.Exists(Stamp(project)) && File.ReadAllText(Stamp(project)) == print;

    private async Task PublishStale(List<string> stale, Dictionary<string, string> prints, CancellationToken ct)
    {
        say.Step($"building {string.Join(", ", stale.Select(NameOf))}");
        var precompiler = Precompiler.Find(workplace.Root, Build, ct);
        await Compile(stale, ct);
        var compiler = await precompiler;
        say.Step(compiler is null ? "built; without ahead-of-time code, because its compiler cannot be had" : "built; compiling ahead of time");
        foreach (var project in stale)
        {
            var from = Path.Combine(Artifacts, "publish", NameOf(project), "release");
            await Install(from, Path.Combine(workplace.Binaries, NameOf(project)), compiler, ct);
            await File.WriteAllTextAsync(Stamp(project), prints[project], ct);
        }

        say.Step("programs are ready to run");
    }

    private async Task Compile(List<string> projects, CancellationToken ct)
    {
        // A compiler server of our own: ended below, while one that a person's own builds share stays.
        var compilerServer = $"sync-{Environment.ProcessId}";
        var script = Path.Combine(Build, "Publish.slnx");
        Directory.CreateDirectory(Build);
        await File.WriteAllTextAsync(script, Script(projects), ct);
        try
        {
            string[] arguments =
            [
                "msbuild", script, "-restore", "-t:Publish", "-p:Configuration=Release", "-p:UseArtifactsOutput=true",
                $"-p:ArtifactsPath={Artifacts}", $"-p:SharedCompilationId={compilerServer}", "-v:q", "-nologo", "-m", "-nodeReuse:false",
            ];
            var run = await Tool.Run("dotnet", arguments, ct);
            if (!run.Succeeded)
                throw new DeployException($"The build failed:\n{BuildErrors.In(run.Output)}");
        }
        finally
        {
            CompilerServer.End(compilerServer);
        }
    }

    // One solution of just these: one restore over the whole graph, and one build in which each library is compiled once.
    private static string Script(IEnumerable<string> projects) =>
        $"<Solution>\n{string.Concat(projects.Select(project => $"  <Project Path=\"{project}\" />\n"))}</Solution>\n";

    private static async Task Install(string from, string to, Precompiler? compiler, CancellationToken ct)
    {
        var draft = to + ".new";
        foreach (var old in (string[])[draft, to + ".old"])
        {
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(draft, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        if (compiler is not null)
            await compiler.CompileAll(draft, ct);
        if (Directory.Exists(to))
            Directory.Move(to, to + ".old");
        Directory.Move(draft, to);
        if (Directory.Exists(to + ".old"))
            Directory.Delete(to + ".old", recursive: true);
    }
}
