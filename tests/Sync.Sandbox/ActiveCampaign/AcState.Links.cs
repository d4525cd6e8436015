namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What hangs on contacts: values, tags, lists, notes, automations.</summary>
internal sealed partial class AcState
{
    private int _lastLink;

    /// <summary>Links by their own id: a tag or field value is removed by the id of the link, not of the tag.</summary>
    public Dictionary<int, AcTagLink> TagLinks { get; } = [];

    public Dictionary<int, AcFieldValue> FieldValues { get; } = [];

    public SortedDictionary<int, AcNote> Notes { get; } = [];

    public SortedDictionary<int, AcAutomationRun> AutomationRuns { get; } = [];

    public (AcFieldValue Value, bool Added) SetValue(AcContact contact, int field, string text)
    {
        contact.Updated = Now;
        var held = contact.Values.Find(value => value.Field == field);
        var added = held is null;
        if (held is null)
        {
            held = new AcFieldValue { Id = ++_lastLink, Contact = contact, Field = field, Created = contact.Updated };
            contact.Values.Add(held);
            FieldValues[held.Id] = held;
        }

        held.Updated = contact.Updated;
        held.Value = text;
        return (held, added);
    }

    public (AcTagLink Link, bool Added) AddTag(AcContact contact, AcTag tag)
    {
        if (contact.Tags.Find(link => link.Tag.Id == tag.Id) is { } held)
        {
            return (held, false);
        }

        contact.Updated = Now;
        var link = new AcTagLink(++_lastLink, contact, tag, contact.Updated);
        contact.Tags.Add(link);
        TagLinks[link.Id] = link;
        return (link, true);
    }

    public void RemoveTag(AcTagLink link)
    {
        link.Contact.Updated = Now;
        link.Contact.Tags.Remove(link);
        TagLinks.Remove(link.Id);
    }

    /// <summary>A note on a contact moves the contact's stamp.</summary>
    public AcNote AddNote(string kind, int about, string text)
    {
        var note = new AcNote { Id = ++_lastLink, Kind = kind, About = about, Created = Now, Modified = Now, Text = text };
        Notes[note.Id] = note;
        if (kind == "Subscriber" && Find(about) is { } contact)
        {
            contact.Updated = Now;
            contact.Notes.Add(note);
        }

        return note;
    }

    /// <summary>Sends a contact into an automation; null when it has been there and may not come again.</summary>
    public AcAutomationRun? Enter(AcContact contact, AcAutomation automation)
    {
        if (contact.Automations.Exists(run => run.Automation == automation) && Switches.RepeatedAutomation.Is("refused"))
        {
            return null;
        }

        var run = new AcAutomationRun { Id = ++_lastLink, Contact = contact, Automation = automation, Added = Now };
        contact.Automations.Add(run);
        return AutomationRuns[run.Id] = run;
    }

    public void Leave(AcAutomationRun run)
    {
        AutomationRuns.Remove(run.Id);
        run.Contact.Automations.Remove(run);
    }

    /// <summary>Sets the status on a list; false when nothing changed.</summary>
    public (AcListLink Link, bool Added, bool Changed) SetList(AcContact contact, AcList list, int status)
    {
        var link = contact.Lists.Find(each => each.List.Id == list.Id);
        var added = link is null;
        if (link is null)
        {
            link = new AcListLink { Id = ++_lastLink, Contact = contact, List = list, Created = Now, Status = -1 };
            contact.Lists.Add(link);
        }

        var changed = link.Status != status;
        if (changed)
        {
            link.Status = status;
            link.Subscribed = status == 1 ? Now : link.Subscribed;
            link.Unsubscribed = status == 2 ? Now : null;
            contact.Updated = Switches.ListChangeTouches.On ? Now : contact.Updated;
        }

        return (link, added, changed);
    }
}
