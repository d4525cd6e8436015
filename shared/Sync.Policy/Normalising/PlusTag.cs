namespace Sync.Policy.Normalising;

/// <summary>What becomes of the tag in <c>ada+news@example.test</c>.</summary>
public enum PlusTag
{
    /// <summary>It is part of the address: with some mail servers the two are different mailboxes.</summary>
    Keep,

    /// <summary>Off with it: all tags of one mailbox are one person.</summary>
    Drop,
}
