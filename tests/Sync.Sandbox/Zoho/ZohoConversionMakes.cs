using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>The records that a lead becomes.</summary>
internal sealed class ZohoConversionMakes(ZohoState state, ZohoWriter writer, ZohoNotifier notifier)
{
    private ZohoModule Contacts => state.Module("Contacts")!;

    private ZohoModule Accounts => state.Module("Accounts")!;

    public ZohoRecord? Account(ZohoRecord lead, ZohoUser by)
    {
        if (ZohoModule.Text(lead, "Company") is not { } company)
        {
            return null;
        }

        var account = state.Create(Accounts, by);
        ZohoModule.Set(account, Accounts.Check!, company);
        Copy(lead, account, true);
        notifier.Inserted(account, [(Accounts.Check!, company)]);
        return account;
    }

    public ZohoRecord Contact(ZohoRecord lead, ZohoRecord? contact, ZohoRecord? account, bool overwrite, ZohoUser by)
    {
        var made = contact ?? state.Create(Contacts, by);
        var changed = Copy(lead, made, contact is null || overwrite);
        var lookup = Contacts.Field("Account_Name")!;
        if (account is not null && made[lookup.Ordinal] is null && ZohoModule.Set(made, lookup, account))
        {
            changed.Add((lookup, account));
        }

        if (contact is null)
        {
            notifier.Inserted(made, changed);
        }
        else
        {
            made.Touch(by, state.Now);
            notifier.Updated(made, [.. changed.Select(each => each.Item1.Name)]);
        }

        return made;
    }

    /// <summary>Copies the fields that both modules name alike.</summary>
    private static List<(ZohoField, object?)> Copy(ZohoRecord from, ZohoRecord to, bool overwrite)
    {
        var changed = new List<(ZohoField, object?)>();
        foreach (var field in to.Module.Fields.Where(field => !field.ReadOnly))
        {
            if (from.Module.Field(field.Name) is { ReadOnly: false } own && from[own.Ordinal] is { } value
                && (overwrite || to[field.Ordinal] is null) && ZohoModule.Set(to, field, value))
            {
                changed.Add((field, value));
            }
        }

        return changed;
    }

    public (ZohoRecord? Deal, ZohoError? Error) Deal(JsonElement options, ZohoRecord contact, ZohoRecord? account, ZohoUser by)
    {
        if (!options.Has("Deals", out var wanted) || wanted.ValueKind != JsonValueKind.Object)
        {
            return (null, null);
        }

        var deals = state.Module("Deals")!;
        if (writer.Read(deals, null, wanted, 0) is { } error)
        {
            return (null, error);
        }

        var deal = writer.Insert(deals, by);
        ZohoModule.Set(deal, deals.Field("Contact_Name")!, contact);
        ZohoModule.Set(deal, deals.Field("Account_Name")!, account);
        return (deal, null);
    }
}
