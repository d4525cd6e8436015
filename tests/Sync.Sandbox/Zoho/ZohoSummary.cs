using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>What the organisation holds, and which persons it holds twice.</summary>
internal static class ZohoSummary
{
    private const int Shown = 20;

    public static void Write(Utf8JsonWriter json, ZohoState state)
    {
        json.WriteStartObject("records");
        foreach (var module in state.Modules)
        {
            json.WriteNumber(module.Name, module.Live.Count(record => record.Converted is null));
        }

        json.WriteEndObject();
        var duplicates = (from module in state.Modules
                          where module.Email is not null
                          from each in module.Email!.Index!.Duplicates()
                          select (Module: module.Name, each.Value, each.Surplus)).ToList();
        json.WriteNumber("duplicatesByEmail", duplicates.Sum(each => each.Surplus));
        json.WriteStartArray("duplicateEmails");
        foreach (var each in duplicates.Take(Shown))
        {
            json.WriteStringValue($"{each.Module}: {each.Value}");
        }

        json.WriteEndArray();
        json.WriteNumber("inLeadsAndContacts", Shared(state));
    }

    /// <summary>E-mails of which both an open lead and a contact exist.</summary>
    private static int Shared(ZohoState state)
    {
        var contacts = state.Module("Contacts")!.Email!.Index!;
        var leads = state.Module("Leads")!.Email!.Index!;
        return leads.Values.Count(email => leads.Oldest(email) is not null && contacts.Oldest(email) is not null);
    }
}
