using Sync.Sandbox.Control;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What ActiveCampaign's documentation leaves open or reports contradict, and how the sandbox takes it.</summary>
internal sealed class AcSwitches
{
    public Switch ExistingTag { get; } = new(
        "existingTag", "What POST /tags answers for a name that exists: an error, or the tag itself with 200.", "error", "existing");

    public Switch TagChangeUpdates { get; } = new(
        "tagChangeUpdates", "Whether a tag that is added or removed also fires 'update'.", "off", "on");

    public Switch NoteUpdates { get; } = new("noteUpdates", "Whether a note also fires 'update'.", "off", "on");

    public Switch UnchangedUpdates { get; } = new("unchangedUpdates", "Whether a sync that changes nothing fires 'update'.", "on", "off");

    public Switch OptOutShape { get; } = new(
        "optOutShape", "How a public opt-out names its list: list[0][id], list[][id] or plain list.", "indexed", "empty", "plain");

    public Switch SporadicForbidden { get; } = new(
        "sporadicForbidden", "Share of calls, from 0 to 1, that are answered 403 though the key is right.");

    public Switch FailedImports { get; } = new(
        "failedImports", "Share of an import's contacts, from 0 to 1, that come to nothing and are named under failure.");

    public Switch DeletedContact { get; } = new(
        "deletedContact", "Whether a deleted contact is gone, or still readable by its id under another e-mail.", "gone", "readable");

    public Switch ListChangeTouches { get; } = new(
        "listChangeTouches", "Whether a change of a list's status moves the contact's udate.", "off", "on");

    public Switch RepeatedAutomation { get; } = new(
        "repeatedAutomation", "Whether a contact may enter the same automation again.", "refused", "allowed");

    public Switch ValueRaw { get; } = new("valueRaw", "Unit of a deal's value_raw in webhooks.", "major", "cents");

    public Switch DealUpdateContact { get; } = new(
        "dealUpdateContact", "Whether deal_update carries the block of the contact.", "missing", "present");

    public Switches All => field ??= new Switches(
        ExistingTag, TagChangeUpdates, NoteUpdates, UnchangedUpdates, OptOutShape, SporadicForbidden, FailedImports, DeletedContact, ListChangeTouches,
        RepeatedAutomation, ValueRaw, DealUpdateContact);
}
