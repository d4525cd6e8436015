namespace Sync.Connectors;

/// <summary>How a person stands on a mailing list.</summary>
/// <param name="Since">When he was last put on it or joined it; null where the vendor does not say it readably.</param>
public sealed record Subscription(string List, SubscriptionState State, DateTimeOffset? Since);

public enum SubscriptionState
{
    /// <summary>He has not confirmed that he wants it (double opt-in).</summary>
    Pending,
    Active,

    /// <summary>He left it, or mail to him came back, or something that this version does not know.</summary>
    Off,
}
