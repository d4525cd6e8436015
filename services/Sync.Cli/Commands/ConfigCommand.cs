using System.CommandLine;

namespace Sync.Cli.Commands;

/// <summary><c>sync config</c>: all about the configuration file.</summary>
internal static class ConfigCommand
{
    public static Command Create(SharedOptions shared, World world) =>
        new ExampleCommand("config", "Works with the configuration file.", "sync config check deploy/sync.yaml")
        {
            ConfigCheckCommand.Create(shared, world),
        };
}
