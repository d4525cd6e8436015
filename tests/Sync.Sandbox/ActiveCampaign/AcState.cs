namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Everything one account holds. Guarded by the vendor's lock.</summary>
internal sealed partial class AcState
{
    private readonly Dictionary<int, AcContact> _byId = [];
    private readonly Dictionary<string, AcContact> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AcContact> _contacts = [];
    private int _deleted;
    private int _lastContact;

    /// <param name="idsFrom">Of what is made while it runs; definitions have their own ids.</param>
    public AcState(TimeProvider clock, int idsFrom)
    {
        Clock = clock;
        (_lastContact, _lastLink) = (idsFrom, idsFrom);
        Sales = new AcSales(this, idsFrom);
        AddStartDefinitions();
    }

    public TimeProvider Clock { get; }

    /// <summary>All stamps are US Central time, whatever the account's country.</summary>
    public ZonedTime Time { get; } = new("America/Chicago");

    public AcSales Sales { get; }

    public AcSwitches Switches { get; } = new();

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public IEnumerable<AcContact> Contacts => _contacts.Where(contact => !contact.Deleted);

    public int ContactCount => _byId.Count;

    public AcContact? Find(int? id) => id is { } known ? _byId.GetValueOrDefault(known) : null;

    /// <summary>A contact that was deleted, where the account keeps them readable.</summary>
    public AcContact? FindDeleted(int id) => Switches.DeletedContact.Is("readable") ? _contacts.Find(contact => contact.Deleted && contact.Id == id) : null;

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
        contact.Notes.ForEach(note => Notes.Remove(note.Id));
        contact.Automations.ForEach(run => AutomationRuns.Remove(run.Id));
        if (contact.Account is { } link)
        {
            Sales.Unlink(link);
        }

        contact.Email = $"deleted+{contact.Id.Text()}@{contact.Email.Split('@')[^1]}";
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
        Notes.Clear();
        AutomationRuns.Clear();
        Sales.Clear();
        Switches.All.Reset();
        _deleted = 0;
    }

}
