namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Companies and who works for them.</summary>
internal sealed partial class AcSales
{
    private readonly Dictionary<string, AcAccount> _accountByName = new(StringComparer.OrdinalIgnoreCase);
    private int _lastAccount;

    public SortedDictionary<int, AcAccount> Accounts { get; } = [];

    public SortedDictionary<int, AcAccountContact> AccountContacts { get; } = [];

    public AcAccount? FindAccount(string name) => _accountByName.GetValueOrDefault(name.Trim());

    public AcAccount AddAccount(string name)
    {
        var account = new AcAccount { Id = ++_lastAccount, Created = _state.Now, Updated = _state.Now };
        Accounts[account.Id] = account;
        Rename(account, name);
        return account;
    }

    public void Rename(AcAccount account, string name)
    {
        _accountByName.Remove(account.Name);
        account.Name = name.Trim();
        _accountByName[account.Name] = account;
        foreach (var link in AccountContacts.Values.Where(link => link.Account == account))
        {
            link.Contact.OrgName = account.Name;
        }
    }

    public void Delete(AcAccount account)
    {
        Accounts.Remove(account.Id);
        _accountByName.Remove(account.Name);
        account.Values.ForEach(value => Values.Remove(value.Id));
        foreach (var link in AccountContacts.Values.Where(link => link.Account == account).ToList())
        {
            Unlink(link);
        }
    }

    public AcAccountContact Link(AcAccount account, AcContact contact, string jobTitle)
    {
        var link = new AcAccountContact
        {
            Id = NextId(), Created = _state.Now, Updated = _state.Now, Account = account, Contact = contact, JobTitle = jobTitle,
        };
        AccountContacts[link.Id] = link;
        contact.Account = link;
        contact.OrgName = account.Name;
        return link;
    }

    public void Unlink(AcAccountContact link)
    {
        AccountContacts.Remove(link.Id);
        link.Contact.Account = null;
        link.Contact.OrgName = string.Empty;
    }
}
