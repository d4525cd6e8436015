namespace Sync.Policy.Normalising;

// CA1720: these are the words of the configuration, not of the language.
#pragma warning disable CA1720

/// <summary>What a field's values are. <c>sync.yaml</c> writes the same words in small letters.</summary>
public enum FieldType
{
    Text,
    Email,
    Phone,

    /// <summary>A day. It has no zone and never shifts by one.</summary>
    Date,

    /// <summary>A moment, the same everywhere.</summary>
    DateTime,
    Integer,
    Decimal,

    /// <summary>An amount in the unit that people count in, with or without its currency.</summary>
    Money,
    Boolean,

    /// <summary>Yes where the person wants no more mail. It only tightens: a yes from either side holds everywhere, and a no takes nothing back.</summary>
    OptOut,

    /// <summary>One of several choices.</summary>
    Picklist,

    /// <summary>Some of several choices, in any order.</summary>
    MultiSelect,

    /// <summary>A person's first, last or full name.</summary>
    Name,

    /// <summary>A company's domain, as its address on the web or its staff's mail addresses show it.</summary>
    Domain,
    Url,

    /// <summary>Whether a record has a tag: yes or nothing. No field of anybody's own, so that no file says it.</summary>
    Tag,
}
