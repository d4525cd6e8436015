using Sync.Deploy.Processes;

namespace Sync.Deploy.Building;

/// <summary>
/// Turns projects into folders that can be run: <c>.local/bin/&lt;project&gt;/&lt;fingerprint of its source&gt;/</c>. What has not
/// changed is not built again, and what still runs keeps its folder.
/// </summary>
public sealed class Publisher(Workplace workplace, Say say)
{
    private string Build => Path.Combine(workplace.Root, ".local", "build");

    private string Artifacts => Path.Combine(workplace.Root, "artifacts");

    /// <summary>Publishes the projects, all in one build.</summary>
    /// <returns>The program of each project: the full path of its .dll, by the project's name.</returns>
    /// <exception cref="DeployException">The build failed; the message holds its errors.</exception>
    public async Task<IReadOnlyDictionary<string, string>> Publish(IReadOnlyList<string> projects, CancellationToken ct)
    {
        using var alone = await Turn(ct);
        var folders = projects.ToDictionary(project => project, Folder);
        var stale = projects.Where(project => !Directory.Exists(folders[project])).ToList();
        if (stale.Count > 0)
            await PublishStale(stale, folders, ct);
        return folders.ToDictionary(pair => NameOf(pair.Key), pair => Program(pair.Key, pair.Value));
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    // An assembly may have another name than its project; programs that it refers to lie beside it.
    private static string Program(string project, string folder)
    {
        const string Settings = ".runtimeconfig.json";
        var programs = Directory.EnumerateFiles(folder, "*" + Settings).Select(file => file[..^Settings.Length]).ToList();
        var program = programs.Find(name => Path.GetFileName(name) == NameOf(project)) ?? programs.FirstOrDefault()
            ?? throw new DeployException($"{project} makes no program: its OutputType must be Exe.");
        return program + ".dll";
    }

    private async Task<FileLock> Turn(CancellationToken ct)
    {
        var file = Path.Combine(workplace.Binaries, "publish.lock");
        if (FileLock.TryAlone(file) is { } free)
            return free;
        say.Step("another build is at work here: waiting for it");
        return await FileLock.Alone(file, ct);
    }

    private string Folder(string project) =>
        Path.Combine(workplace.Binaries, NameOf(project), ProjectInputs.Fingerprint(workplace.Root, project)[..16]);

    private async Task PublishStale(List<string> stale, Dictionary<string, string> folders, CancellationToken ct)
    {
        say.Step($"building {string.Join(", ", stale.Select(NameOf))}");
        var precompiler = Precompiler.Find(workplace.Root, Build, ct);
        await Compile(stale, ct);
        var compiler = await precompiler;
        say.Step(compiler is null
            ? "built; without ahead-of-time code, because its compiler cannot be had"
            : "built; compiling ahead of time");
        foreach (var project in stale)
            await Install(Path.Combine(Artifacts, "publish", NameOf(project), "release"), folders[project], compiler, ct);
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
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(draft, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        if (compiler is not null)
            await compiler.CompileAll(from, draft, ct);
        Directory.Move(draft, to);
        RemoveOlder(to);
    }

    private static void RemoveOlder(string current)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetDirectoryName(current)!, new string('?', Path.GetFileName(current).Length)))
        {
            if (folder != current && !RunningProgram.IsIn(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
