namespace Sync.Policy;

/// <summary>What is done with a record of the same person that the target has, though nobody linked it.</summary>
public enum OnDuplicate
{
    /// <summary>It is linked and brought up to date.</summary>
    Update,

    /// <summary>It is linked, and only its empty fields are filled by this first write.</summary>
    Fill,
}
