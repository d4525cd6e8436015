using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/users and /org.</summary>
internal sealed class ZohoUsers(ZohoState state)
{
    private const string Since = "2024-01-01T10:00:00+01:00";

    public void List(Call call)
    {
        List<ZohoUser> found = (call.Query["type"] ?? "AllUsers") switch
        {
            "CurrentUser" => [ZohoUser.Sync],
            "ActiveUsers" or "ActiveConfirmedUsers" or "ConfirmedUsers" => [.. ZohoUser.All.Where(state.IsActive)],
            "DeactiveUsers" => [.. ZohoUser.All.Where(user => !state.IsActive(user))],
            "NotConfirmedUsers" or "DeletedUsers" => [],
            "AdminUsers" or "ActiveConfirmedAdmins" => [.. ZohoUser.All.Where(user => user.Role == "CEO" && state.IsActive(user))],
            _ => [.. ZohoUser.All],
        };
        Write(call, found);
    }

    public void One(Call call, string idText)
    {
        if (ZohoValues.TryId(idText, out var id) && ZohoUser.Find(id) is { } user)
        {
            Write(call, [user]);
        }
        else
        {
            call.Status = 204;
        }
    }

    public static void Org(Call call)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("org");
        json.WriteStartObject();
        json.WriteString("id", "5550100000000000001");
        json.WriteString("zgid", "652853630");
        json.WriteString("company_name", "Acme");
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("currency", "Euro - EUR");
        json.WriteString("iso_code", "EUR");
        json.WriteString("primary_email", "mia@acme.test");
        json.WriteString("country_code", "DE");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Write(Utf8JsonWriter json, ZohoUser user)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("full_name", user.Name);
        json.WriteString("first_name", user.First);
        json.WriteString("last_name", user.Last);
        json.WriteString("email", user.Email);
        json.WriteString("status", state.IsActive(user) ? "active" : "disabled");
        json.WriteBoolean("confirm", true);
        json.WriteString("zuid", (user.Id % 1_000_000_000).ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject("role");
        json.WriteString("name", user.Role);
        json.WriteString("id", "5550100000000026005");
        json.WriteEndObject();
        json.WriteStartObject("profile");
        json.WriteString("name", user.Role == "CEO" ? "Administrator" : "Standard");
        json.WriteString("id", "5550100000000026011");
        json.WriteEndObject();
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("locale", "en_US");
        json.WriteString("type__s", "Regular User");
        json.WriteString("created_time", Since);
        json.WriteString("Modified_Time", Since);
        json.WriteBoolean("Isonline", false);
        json.WriteEndObject();
    }

    private void Write(Call call, List<ZohoUser> users)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("users");
        users.ForEach(user => Write(json, user));
        json.WriteEndArray();
        ZohoAnswers.WriteInfo(json, 1, 200, users.Count, false);
        json.WriteEndObject();
    }
}
