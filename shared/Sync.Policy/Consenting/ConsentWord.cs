namespace Sync.Policy;

/// <summary>What a source may say about a person's consent.</summary>
public enum ConsentWord
{
    /// <summary>Unsubscribed, opted out, complained: whatever the source calls it.</summary>
    OptOut,

    /// <summary>An opt-in that the person still has to confirm, or one that the source cannot say is confirmed.</summary>
    AskForOptIn,

    /// <summary>An opt-in that the person confirmed.</summary>
    ConfirmOptIn,
}
