using Sync.Deploy.Processes;

namespace Sync.Deploy.Building;

/// <summary>The C# compiler's server process, which a build leaves running for ten minutes.</summary>
public static class CompilerServer
{
    /// <summary>Ends the one that was started under this name, and no other.</summary>
    public static void End(string name)
    {
        foreach (var server in RunningProgram.Where(arguments => arguments.Contains($"-pipename:{name}")))
            server.Signal(Signals.Terminate);
    }
}
