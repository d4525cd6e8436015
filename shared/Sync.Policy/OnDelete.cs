namespace Sync.Policy;

/// <summary>What a record that its source deleted leads to. The record at the target is never deleted.</summary>
public enum OnDelete
{
    /// <summary>The two no longer belong together. Who is heard of at the target afterwards is made anew at the source.</summary>
    Unlink,

    /// <summary>The record at the target is marked, and the person is not made anew at the source.</summary>
    Archive,

    /// <summary>The record at the target stays as it is, and the person is not made anew at the source.</summary>
    Ignore,
}
