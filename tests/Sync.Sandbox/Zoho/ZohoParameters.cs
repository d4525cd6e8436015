using System.Net.Http.Headers;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Parameters of a token request: in the query, in a urlencoded body or in a multipart body.</summary>
internal static class ZohoParameters
{
    public static Func<string, string?> Read(Call call)
    {
        var query = call.Query;
        var type = call.Header("Content-Type") ?? string.Empty;
        var body = type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? Multipart(call, type)
            : QueryText.Parse(call.BodyText()).Pairs.DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);
        return name => query[name] ?? body.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Multipart(Call call, string contentType)
    {
        var found = new Dictionary<string, string>();
        var boundary = MediaTypeHeaderValue.Parse(contentType).Parameters.FirstOrDefault(each => each.Name == "boundary")?.Value?.Trim('"');
        foreach (var part in call.BodyText().Split($"--{boundary}", StringSplitOptions.RemoveEmptyEntries))
        {
            var split = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var name = part.IndexOf("name=", StringComparison.Ordinal);
            if (split > 0 && name > 0 && name < split)
            {
                var key = part[(name + 5)..split].Split(';', '\r')[0].Trim('"', ' ');
                found[key] = part[(split + 4)..].TrimEnd('\r', '\n');
            }
        }

        return found;
    }
}
