using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Turns a lead into a contact, an account and maybe a deal. The lead stays under its id, hidden and locked.</summary>
internal sealed class ZohoConversion(ZohoState state, ZohoWriter writer, ZohoNotifier notifier)
{
    private readonly ZohoConversionMakes _makes = new(state, writer, notifier);

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
        account ??= _makes.Account(lead, by);
        contact = _makes.Contact(lead, contact, account, overwrite, by);
        var (deal, error) = _makes.Deal(options, contact, account, by);
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
