using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Building;

/// <summary>
/// Compiles assemblies to machine code before they run (ReadyToRun), which halves a service's start. The SDK does the same with
/// PublishReadyToRun, but once a project: here a library that eight services carry is compiled once, and kept until it changes.
/// </summary>
public sealed class Precompiler
{
    // The largest library takes ten seconds on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string _program;
    private readonly string _cache;

    private Precompiler(string program, string cache)
    {
        _program = program;
        _cache = cache;
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Restores the compiler's package; null when that cannot be done, for example without a package source.</summary>
    public static async Task<Precompiler?> Find(string root, string build, CancellationToken ct)
    {
        var package = $"microsoft.netcore.app.crossgen2.linux-{Architecture}";
        var folder = Path.Combine(build, "precompiler");
        Directory.CreateDirectory(folder);
        var script = Path.Combine(folder, "Precompiler.csproj");
        await File.WriteAllTextAsync(script, Script(package), ct);
        // Restored where the tree's own NuGet settings apply, but with none of its build settings.
        string[] bare = ["-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryPackagesProps=false"];
        var restore = await Tool.Run("dotnet", ["restore", script, "-v", "q", .. bare], ct);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        if (!restore.Succeeded || !File.Exists(assets))
            return null;
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(assets, ct));
        return json.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(place => Path.Combine(place.Name, package, Environment.Version.ToString(3), "tools", "crossgen2"))
            .Where(File.Exists)
            .Select(program => new Precompiler(program, Path.Combine(root, ".local", "build", "precompiled")))
            .FirstOrDefault();
    }

    /// <summary>
    /// Puts compiled assemblies over the plain ones in <paramref name="to"/>. They are compiled from <paramref name="from"/>, which nobody
    /// changes meanwhile: the compiler maps all of an assembly's neighbours into memory. One that it refuses stays plain.
    /// </summary>
    public async Task CompileAll(string from, string to, CancellationToken ct)
    {
        Directory.CreateDirectory(_cache);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(Directory.EnumerateFiles(from, "*.dll").Where(IsPlain).ToList(), options, async (file, token) =>
        {
            var print = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, token)));
            var compiled = Path.Combine(_cache, $"{Environment.Version}-{print}.dll");
            if (File.Exists(compiled) || await Compile(file, from, compiled, token))
                File.Copy(compiled, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        });
    }

    private static string Script(string package) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageDownload Include="{package}" Version="[{Environment.Version.ToString(3)}]" /></ItemGroup>
        </Project>
        """;

    // Intermediate language only: neither native code nor an assembly that is compiled already.
    private static bool IsPlain(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        return reader.HasMetadata && reader.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: 0 };
    }

    private async Task<bool> Compile(string file, string folder, string compiled, CancellationToken ct)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var web = core.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
        var references = new[] { core, web, folder }.Where(Directory.Exists)
            .SelectMany(place => (string[])["-r", Path.Combine(place, "*.dll")]);
        var draft = $"{compiled}.{Guid.NewGuid():n}";
        string[] arguments = [file, "-o", draft, "--targetos", "linux", "--targetarch", Architecture, "-O", .. references];
        var run = await Tool.Run(_program, arguments, new Dictionary<string, string?>(), Limit, ct);
        if (!run.Succeeded || !File.Exists(draft))
            return false;
        File.Move(draft, compiled, overwrite: true);
        return true;
    }
}
