namespace Sync.Policy;

/// <summary>What became of one value that a source stated.</summary>
public enum FieldVerdict
{
    /// <summary>An edit: it is the agreed value now.</summary>
    Accepted,

    /// <summary>The system was known to have this value: an echo of our own write, or a repetition.</summary>
    Same,

    /// <summary>Agreed before; new is only that this system has it as well.</summary>
    Agreed,

    /// <summary>Something newer is known, of this system or of another.</summary>
    Stale,
}
