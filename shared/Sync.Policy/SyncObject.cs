namespace Sync.Policy;

/// <summary>What a route carries.</summary>
public enum SyncObject
{
    /// <summary>Known by an address.</summary>
    Person,

    /// <summary>Known by a domain.</summary>
    Company,
}
