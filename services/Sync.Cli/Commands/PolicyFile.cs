using System.CommandLine;

namespace Sync.Cli.Commands;

/// <summary>The argument that names a configuration file, and where it is looked for without one.</summary>
internal static class PolicyFile
{
    /// <summary>The variable by which services are told their file.</summary>
    private const string Variable = "Policy__File";

    public static Argument<string?> Argument() => new("file")
    {
        Description = $"The file. Without it {Variable} counts, then sync.yaml in this folder, then deploy/sync.yaml.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static string PathOf(string? given, World world) =>
        given ?? world.Environment(Variable) ?? (File.Exists("sync.yaml") ? "sync.yaml" : Path.Combine("deploy", "sync.yaml"));
}
