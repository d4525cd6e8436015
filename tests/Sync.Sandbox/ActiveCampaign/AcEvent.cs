using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Something that webhooks may be told.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Source">public, admin, api or system.</param>
internal sealed record AcEvent(string Type, string Source)
{
    private static readonly HashSet<string> BoundToList =
        ["subscribe", "unsubscribe", "update", "sent", "open", "click", "reply", "forward", "share", "bounce"];

    /// <summary>Whose block it carries; null when it carries none.</summary>
    public AcContact? Contact { get; init; }

    /// <summary>0 when it belongs to no list.</summary>
    public int List { get; init; }

    /// <summary>Keys of this event beyond the common ones.</summary>
    public Action<FormBody>? More { get; init; }

    /// <summary>Writes the list instead of a plain number.</summary>
    public Action<FormBody>? ListShape { get; init; }

    public bool IsWantedBy(AcHook hook) =>
        hook.Active && hook.Events.Contains(Type) && hook.Sources.Contains(Source)
        && (hook.List == 0 || hook.List == List || !BoundToList.Contains(Type));
}
