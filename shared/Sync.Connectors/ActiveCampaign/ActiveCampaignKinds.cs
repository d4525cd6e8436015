using System.Collections.Frozen;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>What a kind of event is about.</summary>
internal enum ActiveCampaignSubject
{
    Contact,

    /// <summary>Something a contact did; the contact is usually in it.</summary>
    Activity,
    Deal,
    Account,
    AccountContact,
    Task,

    /// <summary>Set-up, such as a new list, or a campaign as a whole.</summary>
    Nobody,
}

/// <summary>The catalogue of events. Source: ActiveCampaign's "Webhooks" page and <c>GET /webhook/events</c>.</summary>
internal static class ActiveCampaignKinds
{
    public static FrozenDictionary<string, ActiveCampaignSubject> All { get; } = new Dictionary<ActiveCampaignSubject, string[]>
    {
        [ActiveCampaignSubject.Contact] =
            ["subscribe", "unsubscribe", "update", "contact_tag_added", "contact_tag_removed", "subscriber_note"],
        [ActiveCampaignSubject.Activity] =
            ["open", "click", "reply", "forward", "share", "bounce", "sms_sent", "sms_reply", "sms_unsub"],
        [ActiveCampaignSubject.Deal] = ["deal_add", "deal_update", "deal_note_add"],
        [ActiveCampaignSubject.Account] = ["account_add", "account_update"],
        [ActiveCampaignSubject.AccountContact] = ["account_contact_add", "account_contact_update", "account_contact_removed"],
        [ActiveCampaignSubject.Task] = ["deal_task_add", "deal_task_complete", "contact_task_add"],
        [ActiveCampaignSubject.Nobody] = ["sent", "list_add", "deal_pipeline_add", "deal_stage_add", "deal_tasktype_add"],
    }
    .SelectMany(each => each.Value, (each, kind) => KeyValuePair.Create(kind, each.Key)).ToFrozenDictionary();
}
