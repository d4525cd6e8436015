using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.Zoho;

/// <summary>All parts of the API over one organisation's state.</summary>
internal sealed class ZohoEndpoints
{
    public ZohoEndpoints(ZohoState state, WebhookSender sender)
    {
        var selections = new ZohoSelections();
        RecordJson = new ZohoJson(state);
        Workflows = new ZohoWorkflows(state, sender);
        Notifier = new ZohoNotifier(state, RecordJson, Workflows, sender);
        Limits = new ZohoLimits(state);
        Writer = new ZohoWriter(state, Notifier);
        Conversion = new ZohoConversion(state, Writer, Notifier);
        Reads = new ZohoReads(state, RecordJson, selections, Limits);
        Search = new ZohoSearch(state, Reads, selections, Limits);
        Related = new ZohoRelated(state, Reads, selections, Search, Limits);
        Deleted = new ZohoDeletedList(state, Limits);
        Coql = new ZohoCoql(state, RecordJson, Limits);
        Writes = new ZohoWrites(state, Writer, Notifier, Limits);
        Upserts = new ZohoUpserts(state, Writes, Writer);
        Deletes = new ZohoDeletes(state, Writes, Notifier, Limits);
        Tags = new ZohoTags(state, RecordJson, Notifier, Limits);
        Convert = new ZohoConvert(state, Conversion, Limits);
        Merge = new ZohoMerge(state, Notifier, Limits);
        Owners = new ZohoOwners(state, Writes, Notifier, Limits);
        Composite = new ZohoComposite(state, Notifier, Limits);
        BulkReads = new ZohoBulkReads(state, Limits, sender);
        Users = new ZohoUsers(state);
        Metadata = new ZohoMetadata(state);
        CustomFields = new ZohoCustomFields(Metadata);
        Layouts = new ZohoLayouts(state);
        Preference = new ZohoPreferenceApi(state);
        Watch = new ZohoWatch(state, Notifier);
        Channels = new ZohoChannels(state, Notifier);
    }

    public ZohoJson RecordJson { get; }

    public ZohoWorkflows Workflows { get; }

    public ZohoNotifier Notifier { get; }

    public ZohoLimits Limits { get; }

    public ZohoWriter Writer { get; }

    public ZohoConversion Conversion { get; }

    public ZohoReads Reads { get; }

    public ZohoSearch Search { get; }

    public ZohoRelated Related { get; }

    public ZohoDeletedList Deleted { get; }

    public ZohoCoql Coql { get; }

    public ZohoWrites Writes { get; }

    public ZohoUpserts Upserts { get; }

    public ZohoDeletes Deletes { get; }

    public ZohoTags Tags { get; }

    public ZohoConvert Convert { get; }

    public ZohoMerge Merge { get; }

    public ZohoOwners Owners { get; }

    public ZohoComposite Composite { get; }

    public ZohoBulkReads BulkReads { get; }

    public ZohoUsers Users { get; }

    public ZohoMetadata Metadata { get; }

    public ZohoCustomFields CustomFields { get; }

    public ZohoLayouts Layouts { get; }

    public ZohoPreferenceApi Preference { get; }

    public ZohoWatch Watch { get; }

    public ZohoChannels Channels { get; }
}
