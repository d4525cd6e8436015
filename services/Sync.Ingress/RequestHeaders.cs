using System.Text;
using System.Text.Json;

namespace Sync.Ingress;

/// <summary>Keeps what a sender said of itself, for the day when somebody asks; what could be a credential is left out.</summary>
internal static class RequestHeaders
{
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "Host", "Connection", "Content-Length", "Content-Type", "Accept",
        "Accept-Encoding", "Transfer-Encoding", "traceparent",
    };

    public static string AsJson(IHeaderDictionary headers)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in headers)
            {
                if (!LeftOut.Contains(name))
                {
                    json.WriteString(name, value.ToString());
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
