namespace Sync.Contracts;

/// <summary>Stages in the order that a delivery passes them.</summary>
public static class Stages
{
    public const string Received = "received";
    public const string Mapped = "mapped";

    /// <summary>Only a notification that named its records without their content passes it, after it was mapped the first time.</summary>
    public const string Read = "read";
    public const string Matched = "matched";
    /// <summary>Only what a play waits for passes it: whether the person is given to somebody, and to whom.</summary>
    public const string Handoff = "handoff";

    public const string Written = "written";
}
