namespace Sync.Deploy;

/// <summary>
/// Something a person can put right; the message says what and how. Ends a command with exit code 1, without a stack trace.
/// </summary>
public sealed class DeployException(string message) : Exception(message);
