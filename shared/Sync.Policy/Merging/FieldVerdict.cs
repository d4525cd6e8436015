namespace Sync.Policy;

/// <summary>What became of one value that a source stated.</summary>
public enum FieldVerdict
{
    /// <summary>An edit: it is the agreed value now.</summary>
    Accepted,

    /// <summary>The other side had changed it too, neither knowing of the other, and the source is the owner: it is the agreed value now.</summary>
    Won,

    /// <summary>The system was known to have this value: it said so before.</summary>
    Same,

    /// <summary>The system was known to have this value: we wrote it there.</summary>
    Echo,

    /// <summary>Agreed before; new is only that this system has it as well.</summary>
    Agreed,

    /// <summary>Something newer is known, of this system or of another.</summary>
    Stale,

    /// <summary>The other side had changed it too, neither knowing of the other, and the other is the owner. The value is kept beside.</summary>
    Lost,

    /// <summary>It does not leave this system.</summary>
    NotCarried,

    /// <summary>It may only fill what is empty, and the other side is not.</summary>
    Filled,
}
