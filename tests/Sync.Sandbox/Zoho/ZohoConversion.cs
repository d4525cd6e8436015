using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Turns a lead into a contact, an account and maybe a deal. The lead stays under its id, hidden and locked.</summary>
internal sealed class ZohoConversion(ZohoState state, ZohoWriter writer, ZohoNotifier notifier)
{
    /// <returns>Why it was not converted; nothing has changed then.</returns>
    public ZohoError? Convert(ZohoRecord lead, JsonElement options, ZohoUser by)
    {
        if (!TryNamed(options, "Contacts", out var contact) || !TryNamed(options, "Accounts", out var account))
        {
            return ZohoError.InvalidData("the id given seems to be invalid");
        }

        var matches = Matches(lead);
        contact ??= matches.Contact;
        account ??= matches.Account;
        if (Owned(lead, contact) is { } taken)
        {
            return taken;
        }

        var overwrite = options.Has("overwrite", out var flag) && flag.ValueKind == JsonValueKind.True;
        account ??= MakeAccount(lead, by);
        contact = MapContact(lead, contact, account, overwrite, by);
        var (deal, error) = MakeDeal(options, contact, account, by);
        if (error is not null)
        {
            return error;
        }

        lead.Touch(by, state.Now);
        lead.Converted = new Conversion(contact, account, deal, state.Now);
        CarryTags(lead, options);
        Tell(lead, by);
        return null;
    }

    /// <summary>Contact by e-mail and account by name.</summary>
    public (ZohoRecord? Contact, ZohoRecord? Account) Matches(ZohoRecord lead) =>
        (Contacts.Email!.Index!.Oldest(ZohoModule.Text(lead, "Email")), Accounts.Check!.Index!.Oldest(ZohoModule.Text(lead, "Company")));

    /// <summary>No event of its own exists for a conversion.</summary>
    private void Tell(ZohoRecord lead, ZohoUser by)
    {
        if (state.Switches.ConversionTells.Value is "update" or "both")
        {
            notifier.Updated(lead, ["Converted__s", "Converted_Contact", "Converted_Account", "Converted_Deal"]);
        }

        if (state.Switches.ConversionTells.Value is "delete" or "both")
        {
            notifier.Removed(lead, by);
        }
    }

    private ZohoModule Leads => state.Module("Leads")!;

    private ZohoModule Contacts => state.Module("Contacts")!;

    private ZohoModule Accounts => state.Module("Accounts")!;

    private bool TryNamed(JsonElement options, string module, out ZohoRecord? found)
    {
        found = null;
        if (!options.Has(module, out var named) || !named.Has("id", out var id))
        {
            return true;
        }

        found = ZohoValues.TryId(id, out var known) ? state.Module(module)!.Find(known) : null;
        return found is not null;
    }

    /// <summary>A unique value of the lead may belong to another contact already.</summary>
    private ZohoError? Owned(ZohoRecord lead, ZohoRecord? contact)
    {
        foreach (var field in Contacts.Uniques)
        {
            var value = Leads.Field(field.Name) is { } own ? lead[own.Ordinal] as string : null;
            if (field.Index!.Oldest(value) is { } other && other != contact)
            {
                return ZohoCollisions.Duplicate(field, other, 0);
            }
        }

        return null;
    }

    private ZohoRecord? MakeAccount(ZohoRecord lead, ZohoUser by)
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

    private ZohoRecord MapContact(ZohoRecord lead, ZohoRecord? contact, ZohoRecord? account, bool overwrite, ZohoUser by)
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

    private (ZohoRecord? Deal, ZohoError? Error) MakeDeal(JsonElement options, ZohoRecord contact, ZohoRecord? account, ZohoUser by)
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

    private static void CarryTags(ZohoRecord lead, JsonElement options)
    {
        if (options.Has("carry_over_tags", out var carried))
        {
            foreach (var target in new[] { lead.Converted!.Contact, lead.Converted.Account, lead.Converted.Deal }.OfType<ZohoRecord>())
            {
                target.Tags = [.. target.Tags.Union(carried.Items(target.Module.Name).Select(JsonRead.AsText))];
            }
        }
    }
}
