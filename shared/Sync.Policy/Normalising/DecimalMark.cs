namespace Sync.Policy.Normalising;

/// <summary>What stands before the fraction of a number; the other mark, spaces and apostrophes may group its thousands.</summary>
public enum DecimalMark
{
    /// <summary>As both vendors' interfaces write it.</summary>
    Point,

    Comma,

    /// <summary>People type both. What could be read both ways, such as <c>1,234</c>, does not fit.</summary>
    Either,
}
