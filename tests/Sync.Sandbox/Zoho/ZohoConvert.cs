using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Turns a lead into a contact, an account and maybe a deal. The lead stays under its id, hidden and locked.</summary>
internal sealed class ZohoConvert(ZohoState state, ZohoWriter writer, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int Credits = 5;

    public void Run(Call call, string idText)
    {
        if (!limits.Admit(call, Credits, heavy: true))
        {
            return;
        }

        call.Records = 1;
        call.TryJson(out var root);
        var options = root.Items("data").FirstOrDefault();
        if (!ZohoValues.TryId(idText, out var id) || Leads.Find(id) is not { } lead)
        {
            ZohoError.UnknownId(idText).Answer(call);
        }
        else if (lead.Converted is not null)
        {
            new ZohoError("ID_ALREADY_CONVERTED", "id already converted") { Details = json => json.WriteNumber("resource_path_index", 1) }
                .Answer(call);
        }
        else if (Convert(lead, options, ZohoUser.Sync) is { } error)
        {
            error.Answer(call);
        }
        else
        {
            Answer(call, lead.Converted!);
        }
    }

    /// <returns>Why it was not converted; nothing has changed then.</returns>
    public ZohoError? Convert(ZohoRecord lead, JsonElement options, ZohoUser by)
    {
        if (!TryNamed(options, "Contacts", out var contact) || !TryNamed(options, "Accounts", out var account))
        {
            return ZohoError.InvalidData("the id given seems to be invalid");
        }

        contact ??= Contacts.Email!.Index!.Oldest(Text(lead, "Email"));
        account ??= Accounts.Check!.Index!.Oldest(Text(lead, "Company"));
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

        lead.Converted = new Conversion(contact, account, deal, state.Now);
        (lead.Modified, lead.ModifiedBy) = (state.Now, by);
        notifier.Updated(lead, ["Converted__s", "Converted_Contact", "Converted_Account", "Converted_Deal"]);
        CarryTags(lead, options);
        return null;
    }

    private ZohoModule Leads => state.Module("Leads")!;

    private ZohoModule Contacts => state.Module("Contacts")!;

    private ZohoModule Accounts => state.Module("Accounts")!;

    private static string? Text(ZohoRecord record, string field) => record[record.Module.Field(field)!.Ordinal] as string;

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
                return ZohoWriter.Duplicate(field, other, 0);
            }
        }

        return null;
    }

    private ZohoRecord? MakeAccount(ZohoRecord lead, ZohoUser by)
    {
        if (Text(lead, "Company") is not { } company)
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
            (made.Modified, made.ModifiedBy) = (state.Now, by);
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

    private static void Answer(Call call, Conversion done)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        WriteMade(json, "Contacts", done.Contact);
        WriteMade(json, "Deals", done.Deal);
        WriteMade(json, "Accounts", done.Account);
        json.WriteEndObject();
        json.WriteString("message", "The record has been converted successfully");
        json.WriteString("status", "success");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMade(Utf8JsonWriter json, string name, ZohoRecord? made)
    {
        if (made is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("name", made.Name);
        json.WriteString("id", made.IdText);
        json.WriteEndObject();
    }
}
