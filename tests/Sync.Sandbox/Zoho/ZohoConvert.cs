using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>The endpoints of conversion.</summary>
internal sealed class ZohoConvert(ZohoState state, ZohoConversion conversion, ZohoLimits limits)
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
        if (!ZohoValues.TryId(idText, out var id) || state.Module("Leads")!.Find(id) is not { } lead)
        {
            ZohoError.UnknownId(idText).Answer(call);
        }
        else if (lead.Converted is not null)
        {
            new ZohoError("ID_ALREADY_CONVERTED", "id already converted") { Details = json => json.WriteNumber("resource_path_index", 1) }
                .Answer(call);
        }
        else if (conversion.Convert(lead, options, ZohoUser.Sync) is { } error)
        {
            error.Answer(call);
        }
        else
        {
            Answer(call, lead.Converted!);
        }
    }

    /// <summary>What the lead would be joined with; 204 when it matches nothing.</summary>
    public void Options(Call call, string idText)
    {
        if (!ZohoValues.TryId(idText, out var id) || state.Module("Leads")!.Find(id) is not { Converted: null } lead)
        {
            ZohoError.UnknownId(idText).Answer(call);
            return;
        }

        var (contact, account) = conversion.Matches(lead);
        if (contact is null && account is null)
        {
            call.Status = 204;
            return;
        }

        call.Json.WriteStartObject();
        call.Json.WriteStartObject("__conversion_options");
        WriteMatches(call.Json, "Contacts", contact);
        WriteMatches(call.Json, "Accounts", account);
        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }

    private static void WriteMatches(Utf8JsonWriter json, string name, ZohoRecord? match)
    {
        json.WriteStartArray(name);
        if (match is not null)
        {
            json.WriteStartObject();
            json.WriteString("name", match.Name);
            json.WriteString("id", match.IdText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
