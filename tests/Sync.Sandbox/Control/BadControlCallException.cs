namespace Sync.Sandbox.Control;

/// <summary>A control call that cannot be understood; its message tells the caller what to change.</summary>
internal sealed class BadControlCallException(string message) : Exception(message);
