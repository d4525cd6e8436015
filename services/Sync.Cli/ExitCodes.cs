namespace Sync.Cli;

/// <summary>What a script learns from the exit code.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>The question could not be answered: nothing is known either way.</summary>
    public const int Unanswered = 3;
}
