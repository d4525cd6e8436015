namespace Sync.Policy;

/// <summary>How far a value goes on its way to a system.</summary>
public enum Direction
{
    /// <summary>It stays where it is.</summary>
    None,

    /// <summary>It goes only where nothing stands yet.</summary>
    Fill,

    /// <summary>It replaces what stands there.</summary>
    Overwrite,
}
