using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sync.Policy;

/// <summary>Loads <c>sync.yaml</c>. The one place here that touches disk and environment.</summary>
public static class PolicyRegistration
{
    /// <summary>Configuration key that names the file.</summary>
    public const string FileKey = "Policy:File";

    /// <summary>Registers the <see cref="SyncPolicy"/> of the file that <see cref="FileKey"/> names.</summary>
    /// <exception cref="PolicyException">The file is absent or wrong; every mistake was written to the error output.</exception>
    public static IHostApplicationBuilder AddPolicy(this IHostApplicationBuilder builder)
    {
        var path = builder.Configuration[FileKey];
        var reading = string.IsNullOrWhiteSpace(path) ? Unnamed() : Load(path);
        if (!reading.IsValid)
        {
            Refuse(path ?? FileKey, reading.Mistakes);
        }

        builder.Services.AddSingleton(reading.Policy!);
        return builder;
    }

    /// <summary>Reads a file with the secrets that this process can see. Paths of secrets are relative to the file's own folder.</summary>
    public static PolicyReading Load(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Text(path) is { } yaml
            ? PolicyReader.Read(yaml, Environment.GetEnvironmentVariable, name => Text(Path.Combine(folder, name)))
            : Unreadable();
    }

    /// <summary>Reads a file's rules without its secrets.</summary>
    public static PolicyReading LoadRules(string path) => Text(path) is { } yaml ? PolicyReader.ReadRules(yaml) : Unreadable();

    private static PolicyReading Unreadable() =>
        new(null, [new PolicyMistake(0, "", "The file cannot be read.", "Check that it exists and may be read.")]);

    private static PolicyReading Unnamed() => new(null,
    [
        new PolicyMistake(0, "", "No configuration file is named.", "Set the environment variable Policy__File to the path of sync.yaml."),
    ]);

    private static void Refuse(string path, IReadOnlyList<PolicyMistake> mistakes)
    {
        foreach (var line in PolicyReport.Lines(path, mistakes))
        {
            Console.Error.WriteLine(line);
        }

        // Without it the runtime would add a stack trace that helps nobody, and end by SIGABRT with a core dump.
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            if (failure.ExceptionObject is PolicyException)
            {
                Environment.Exit(1);
            }
        };
        throw new PolicyException(path, mistakes);
    }

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
