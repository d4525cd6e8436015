namespace Sync.Policy;

/// <summary>Whether a person may be written to.</summary>
public enum ConsentStatus
{
    /// <summary>Nobody ever said.</summary>
    Unknown,

    /// <summary>Asked, and the person has not confirmed it.</summary>
    Pending,

    /// <summary>The person confirmed it.</summary>
    OptedIn,

    /// <summary>The person wants no more of it.</summary>
    OptedOut,
}
