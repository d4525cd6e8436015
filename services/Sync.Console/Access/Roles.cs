namespace Sync.Console.Access;

/// <summary>What somebody may do. Each includes those before it.</summary>
public static class Roles
{
    /// <summary>Sees what happens, with personal data masked.</summary>
    public const string Viewer = "viewer";

    /// <summary>Sees everything, replays, corrects and archives.</summary>
    public const string Operator = "operator";

    /// <summary>Also says who may do what.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin];

    /// <summary>The role and those that include it.</summary>
    public static IEnumerable<string> AtLeast(string role) => All.SkipWhile(each => each != role);
}
