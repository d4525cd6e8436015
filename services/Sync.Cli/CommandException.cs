namespace Sync.Cli;

/// <summary>A command cannot go on; the message tells a person what to do.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Failed, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}
