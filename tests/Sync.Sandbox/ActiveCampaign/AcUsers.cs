using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The account's users. The API key belongs to the first.</summary>
internal static class AcUsers
{
    public const int FirstId = 1;

    public static readonly IReadOnlyList<AcUser> All =
    [
        new(FirstId, "admin", "Ida", "Ek", "ida.ek@example.test"),
        new(2, "olle", "Olle", "Berg", "olle.berg@example.test"),
    ];

    public static AcUser? Find(int id) => All.FirstOrDefault(user => user.Id == id);

    public static void Me(Call call) => One(call, All[0]);

    public static void One(Call call, AcUser user) => call.Answer(200, json => Write(json, user, "user"));

    public static void List(Call call) => call.Page("users", All, user => Write(call.Json, user, null));

    private static void Write(Utf8JsonWriter json, AcUser user, string? name)
    {
        json.Open(name);
        json.WriteString("username", user.Name);
        json.WriteString("firstName", user.First);
        json.WriteString("lastName", user.Last);
        json.WriteString("email", user.Email);
        json.WriteString("phone", "");
        json.WriteNull("signature");
        json.WriteString("localZoneid", "Europe/Stockholm");
        json.WriteString("mfaEnabled", "0");
        json.NoLinks();
        json.Id("id", user.Id);
        json.WriteEndObject();
    }
}

internal sealed record AcUser(int Id, string Name, string First, string Last, string Email);
