namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Everything one account holds. Guarded by the vendor's lock.</summary>
internal sealed partial class AcState
{
    private readonly Dictionary<int, AcContact> _byId = [];
    private readonly Dictionary<string, AcContact> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AcContact> _contacts = [];
    private int _deleted;
    private int _lastContact;
    private int _lastLink;

    public AcState(TimeProvider clock)
    {
        Clock = clock;
        AddStartDefinitions();
    }

    public TimeProvider Clock { get; }

    /// <summary>All stamps are US Central time, whatever the account's country.</summary>
    public ZonedTime Time { get; } = new("America/Chicago");

    public AcSwitches Switches { get; } = new();

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Links by their own id: a tag or field value is removed by the id of the link, not of the tag.</summary>
    public Dictionary<int, AcTagLink> TagLinks { get; } = [];

    public Dictionary<int, AcFieldValue> FieldValues { get; } = [];

    public IEnumerable<AcContact> Contacts => _contacts.Where(contact => !contact.Deleted);

    public int ContactCount => _byId.Count;

    public AcContact? Find(int? id) => id is { } known ? _byId.GetValueOrDefault(known) : null;

    public AcContact? Find(string? email) => string.IsNullOrWhiteSpace(email) ? null : _byEmail.GetValueOrDefault(email.Trim());

    /// <summary>Contacts with a greater id, in order of id; found by bisection because readers page this way over all of them.</summary>
    public IEnumerable<AcContact> ContactsAfter(int id)
    {
        var low = 0;
        var high = _contacts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _contacts[middle].Id <= id ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < _contacts.Count; i++)
        {
            if (!_contacts[i].Deleted)
            {
                yield return _contacts[i];
            }
        }
    }

    public AcContact Create(string email)
    {
        var now = Now;
        var contact = new AcContact { Id = ++_lastContact, Created = now, Updated = now, Email = email.Trim() };
        _contacts.Add(contact);
        _byId[contact.Id] = contact;
        if (contact.Email.Length > 0)
        {
            _byEmail[contact.Email] = contact;
        }

        return contact;
    }

    public void Rename(AcContact contact, string email)
    {
        _byEmail.Remove(contact.Email);
        contact.Email = email.Trim();
        _byEmail[contact.Email] = contact;
    }

    public void Delete(AcContact contact)
    {
        contact.Deleted = true;
        _byId.Remove(contact.Id);
        _byEmail.Remove(contact.Email);
        contact.Tags.ForEach(link => TagLinks.Remove(link.Id));
        contact.Values.ForEach(value => FieldValues.Remove(value.Id));
        if (++_deleted > 1_000 && _deleted > _contacts.Count / 2)
        {
            _contacts.RemoveAll(each => each.Deleted);
            _deleted = 0;
        }
    }

    /// <summary>Removes the contacts. Definitions and hooks stay, and ids go on, so that no old id ever means another contact.</summary>
    public void Clear()
    {
        _contacts.Clear();
        _byId.Clear();
        _byEmail.Clear();
        TagLinks.Clear();
        FieldValues.Clear();
        Switches.All.Reset();
        _deleted = 0;
    }

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

    public AcNote AddNote(AcContact contact, string text)
    {
        contact.Updated = Now;
        var note = new AcNote(++_lastLink, text, contact.Updated);
        contact.Notes.Add(note);
        return note;
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
        }

        return (link, added, changed);
    }
}
