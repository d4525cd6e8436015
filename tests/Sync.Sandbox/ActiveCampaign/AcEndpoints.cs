using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>All parts of the API over one account's state.</summary>
internal sealed class AcEndpoints
{
    public AcEndpoints(AcState state, WebhookSender sender)
    {
        var links = new AcLinkJson(state);
        var writes = new AcContactWrites(state);
        var emitter = new AcEmitter(state, sender);
        ContactJson = new AcContactJson(state, links);
        DealJson = new AcDealJson(state);
        NoteJson = new AcNoteJson(state);
        DealEvents = new AcDealEvents(state, emitter);
        AccountEvents = new AcAccountEvents(state, emitter);
        DealWrites = new AcDealWrites(state);
        Contacts = new AcContacts(state, ContactJson, links, writes, emitter);
        Fields = new AcFields(state);
        FieldOptions = new AcFieldOptions(state);
        FieldValues = new AcFieldValues(state, ContactJson, links, emitter);
        Tags = new AcTags(state);
        TagLinks = new AcTagLinks(state, ContactJson, links, emitter);
        Lists = new AcLists(state, emitter);
        Subscriptions = new AcSubscriptions(state, ContactJson, links, emitter);
        Hooks = new AcHooks(state);
        Notes = new AcNotes(state, NoteJson, ContactJson, emitter, DealEvents);
        Automations = new AcAutomations(state, ContactJson);
        ReadOnly = new AcReadOnly(state);
        Import = new AcImport(state, new AcImportWrites(state, writes), new AcImportCallback(sender));
        Deals = new AcDeals(state, DealJson, DealWrites, new AcDealChecks(state), ContactJson, DealEvents);
        DealLog = new AcDealLog(state);
        Pipelines = new AcPipelines(state, DealJson, DealEvents);
        Stages = new AcStages(state, DealJson, DealEvents);
        Tasks = new AcDealTasks(state, DealEvents);
        TaskTypes = new AcTaskTypes(state, DealEvents);
        ContactDeals = new AcContactDeals(state);
        Accounts = new AcAccounts(state, AccountEvents);
        AccountContacts = new AcAccountContacts(state, AccountEvents);
        Acts = new AcActs(state, writes, emitter, TagLinks, Subscriptions, Notes);
        SalesActs = new AcSalesActs(state, DealWrites, DealEvents, Accounts, AccountEvents, Notes, DealJson);
        Reads = new AcContactReads(state, ContactJson, new AcSideloads(
            state, links, Tags, NoteJson, DealJson, Automations, AccountContacts, ContactDeals));
    }

    public AcContactJson ContactJson { get; }

    public AcDealJson DealJson { get; }

    public AcNoteJson NoteJson { get; }

    public AcDealEvents DealEvents { get; }

    public AcAccountEvents AccountEvents { get; }

    public AcDealWrites DealWrites { get; }

    public AcContacts Contacts { get; }

    public AcContactReads Reads { get; }

    public AcFields Fields { get; }

    public AcFieldOptions FieldOptions { get; }

    public AcFieldValues FieldValues { get; }

    public AcTags Tags { get; }

    public AcTagLinks TagLinks { get; }

    public AcLists Lists { get; }

    public AcSubscriptions Subscriptions { get; }

    public AcHooks Hooks { get; }

    public AcNotes Notes { get; }

    public AcAutomations Automations { get; }

    public AcReadOnly ReadOnly { get; }

    public AcImport Import { get; }

    public AcDeals Deals { get; }

    public AcDealLog DealLog { get; }

    public AcPipelines Pipelines { get; }

    public AcStages Stages { get; }

    public AcDealTasks Tasks { get; }

    public AcTaskTypes TaskTypes { get; }

    public AcContactDeals ContactDeals { get; }

    public AcAccounts Accounts { get; }

    public AcAccountContacts AccountContacts { get; }

    public AcActs Acts { get; }

    public AcSalesActs SalesActs { get; }
}
