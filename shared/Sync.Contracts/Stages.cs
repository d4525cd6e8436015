namespace Sync.Contracts;

/// <summary>Stages in the order that a delivery passes them.</summary>
public static class Stages
{
    public const string Received = "received";
    public const string Mapped = "mapped";
    public const string Matched = "matched";
    public const string Written = "written";
}
