namespace Sync.Connectors;

/// <summary>What kind of value a field holds, whatever the vendor calls it.</summary>
public enum ValueKind
{
    Text,
    Email,
    Phone,
    Address,
    Whole,
    Number,
    Truth,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An instant, ISO 8601 with offset.</summary>
    Moment,

    /// <summary>One of several.</summary>
    Choice,

    /// <summary>Some of several, <c>||a||b||</c>.</summary>
    Choices,

    /// <summary>The id of another record or of a user.</summary>
    Reference,

    /// <summary>Anything that no text can stand for.</summary>
    Other,
}
