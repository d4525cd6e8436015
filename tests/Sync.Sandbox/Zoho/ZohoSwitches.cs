using Sync.Sandbox.Control;

namespace Sync.Sandbox.Zoho;

/// <summary>What Zoho's documentation leaves open or has changed, and how the sandbox takes it.</summary>
internal sealed class ZohoSwitches
{
    public Switch UpsertPicks { get; } = new(
        "upsertPicks", "The record that an upsert updates when several match.", "oldest", "newest", "modified");

    public Switch InsertStatus { get; } = new("upsertInsertStatus", "Status of an upsert that only inserts.", "200", "201");

    public Switch PartialStatus { get; } = new("partialStatus", "Status of a write of which some items failed.", "207", "202", "200");

    public Switch UnchangedModifies { get; } = new("unchangedModifies", "Whether a write that changes nothing moves Modified_Time.", "on", "off");

    public Switch UnchangedNotifies { get; } = new("unchangedNotifies", "Whether a write that changes nothing is notified.", "off", "on");

    public Switch TriggerMutesWatch { get; } = new(
        "triggerMutesWatch", "Whether an empty trigger mutes notifications too, and not only workflows.", "off", "on");

    public Switch Deliveries { get; } = new("deliveries", "One notification for all records of a call, or one each.", "together", "single");

    public Switch InsertValues { get; } = new("insertValues", "Whether a notification of new records holds their values when values are asked for.", "on", "off");

    public Switch ConversionTells { get; } = new("conversionTells", "What a conversion notifies about the lead.", "update", "delete", "both", "none");

    public Switch MergeTells { get; } = new("mergeTells", "What a merge notifies: the child's deletion, the master's edit.", "both", "update", "delete", "none");

    public Switch RelatedActions { get; } = new(
        "relatedActions", "Whether a channel that says nothing of related actions hears of them. The documented default is 'heard'.", "asked", "heard");

    public Switch SearchEmail { get; } = new("searchEmail", "Whether a search by e-mail finds parts of addresses too.", "whole", "part");

    public Switch RetryAfter { get; } = new("retryAfter", "Whether a 429 carries Retry-After.", "off", "on");

    public Switch TokenErrorStatus { get; } = new("tokenErrorStatus", "Status of a refused token request; the throttle is always 400.", "200", "400");

    public Switch ExpiresIn { get; } = new(
        "expiresIn", "Whether a token's life is told in seconds, or in milliseconds beside expires_in_sec.", "seconds", "milliseconds");

    public Switch DataCentre { get; } = new(
        "dataCentre", "Where the organisation lives when the host does not say it; tokens of another data centre are worthless.",
        "eu", "us", "in", "au", "jp", "cn", "ca", "sa", "uk", "ae");

    public Switch WithoutScopes { get; } = new(
        "withoutScopes", "Scopes that no token has, as a list such as ZohoCRM.notifications.ALL,ZohoCRM.modules.leads.UPDATE.");

    public Switches All => field ??= new Switches(
        UpsertPicks, InsertStatus, PartialStatus, UnchangedModifies, UnchangedNotifies, TriggerMutesWatch, Deliveries, InsertValues,
        ConversionTells, MergeTells, RelatedActions, SearchEmail, RetryAfter, TokenErrorStatus, ExpiresIn, DataCentre, WithoutScopes);
}
