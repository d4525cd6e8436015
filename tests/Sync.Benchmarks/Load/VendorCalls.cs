using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sync.Benchmarks.Load;

/// <summary>What integrations ask of a vendor, in about the shares in which they do: mostly one person at a time, now and then a page
/// or a batch. Pure.</summary>
internal static class VendorCalls
{
    // One call in so many is a page or a batch.
    private const int Bulky = 20;
    private const int InBatch = 100;

    public static string AddressOf(int number) => $"person.{number}@sandbox.test";

    /// <param name="key">Of the sandbox.</param>
    /// <param name="ids">Of the contacts, by number.</param>
    public static Func<Random, HttpRequestMessage> ActiveCampaign(string key, IReadOnlyList<string> ids) => random =>
    {
        var number = random.Next(ids.Count);
        var request = (random.Next(Bulky), random.Next(4)) switch
        {
            (0, _) => Get($"api/3/contacts?limit=100&orders[id]=ASC&id_greater={ids[number]}"),
            (_, 0) => Get($"api/3/contacts?email={Uri.EscapeDataString(AddressOf(number))}"),
            (_, 1) => Get($"api/3/contacts/{ids[number]}"),
            (_, 2) => Post("api/3/contact/sync", new { contact = new { email = AddressOf(number), firstName = $"F{random.Next(1_000)}", phone = "+4930123456" } }),
            _ => With(HttpMethod.Put, $"api/3/contacts/{ids[number]}", new { contact = new { lastName = $"L{random.Next(1_000)}" } }),
        };
        request.Headers.Add("Api-Token", key);
        return request;
    };

    /// <param name="token">An access token.</param>
    /// <param name="ids">Of the leads, by number.</param>
    public static Func<Random, HttpRequestMessage> Zoho(string token, IReadOnlyList<string> ids) => random =>
    {
        var number = random.Next(ids.Count);
        var email = AddressOf(number);
        var request = (random.Next(Bulky), random.Next(4)) switch
        {
            (0, _) => Post("crm/v8/Leads/upsert", new
            {
                data = Enumerable.Range(number, InBatch).Select(at => Lead(AddressOf(at % ids.Count), random)),
                duplicate_check_fields = (string[])["Email"], trigger = Array.Empty<string>(),
            }),
            (_, 0) => Get($"crm/v8/Leads/search?email={Uri.EscapeDataString(email)}"),
            (_, 1) => Get($"crm/v8/Leads?ids={ids[number]}&fields=Last_Name,Email,Phone,Modified_Time"),
            (_, 2) => Post("crm/v8/coql", new { select_query = $"select id, Email, Last_Name from Leads where Email = '{email}' limit 0, 200" }),
            _ => With(HttpMethod.Put, "crm/v8/Leads", new
            {
                data = new[] { new { id = ids[number], Last_Name = $"L{random.Next(1_000)}" } }, trigger = Array.Empty<string>(),
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", token);
        return request;
    };

    /// <summary>A small form to the no-op host.</summary>
    public static Func<Random, HttpRequestMessage> Noop(Uri hook) => random => new HttpRequestMessage(HttpMethod.Post, hook)
    {
        Content = new StringContent($"number={random.Next()}", Encoding.ASCII, "application/x-www-form-urlencoded"),
    };

    private static object Lead(string email, Random random) => new { Email = email, Last_Name = $"L{random.Next(1_000)}", Phone = "+4930123456" };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, object body) => With(HttpMethod.Post, path, body);

    private static HttpRequestMessage With(HttpMethod method, string path, object body) => new(method, path)
    {
        Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } },
    };
}
