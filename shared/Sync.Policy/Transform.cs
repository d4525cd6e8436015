namespace Sync.Policy;

/// <summary>What may be done to a value as it comes in. Doing it twice changes nothing more, except to words taken from several.</summary>
public enum Transform
{
    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>Capitals.</summary>
    Upper,

    /// <summary>A capital at the beginning of each word, small letters after it.</summary>
    Title,

    /// <summary>Nothing but its digits.</summary>
    Digits,

    /// <summary>The first of several words, e.g. the first name of a full one.</summary>
    FirstWord,

    /// <summary>All words after the first.</summary>
    OtherWords,
}
