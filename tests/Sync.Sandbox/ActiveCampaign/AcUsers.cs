using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The account's only user, to whom the API key belongs.</summary>
internal static class AcUsers
{
    public static void Me(Call call)
    {
        call.Json.WriteStartObject();
        Write(call.Json, "user");
        call.Json.WriteEndObject();
    }

    public static void List(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("users");
        Write(call.Json, null);
        call.Json.WriteEndArray();
        call.Json.TotalMeta(1);
        call.Json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? name)
    {
        json.Open(name);
        json.WriteString("username", "admin");
        json.WriteString("firstName", "Ida");
        json.WriteString("lastName", "Ek");
        json.WriteString("email", "ida.ek@example.test");
        json.WriteString("phone", "");
        json.WriteNull("signature");
        json.WriteString("localZoneid", "Europe/Stockholm");
        json.WriteString("mfaEnabled", "0");
        json.NoLinks();
        json.WriteString("id", "1");
        json.WriteEndObject();
    }
}
