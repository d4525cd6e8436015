using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Sync.Console.Pages;

/// <summary>Style, script and icon: part of the program, under an address that changes with their content.</summary>
internal sealed class Asset
{
    private readonly byte[] _content;
    private readonly string _type;

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"assets/{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        (_content, _type) = (memory.ToArray(), type);
        Path = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(_content))[..12]}/{name}";
    }

    public static Asset Style { get; } = new("console.css", "text/css; charset=utf-8");

    public static Asset Script { get; } = new("console.js", "text/javascript; charset=utf-8");

    public static Asset Icon { get; } = new("icon.svg", "image/svg+xml");

    public string Path { get; }

    public static void Map(WebApplication app)
    {
        foreach (var asset in (Asset[])[Style, Script, Icon])
        {
            app.MapGet(asset.Path, asset.Serve).ExcludeFromDescription();
        }
    }

    private FileContentHttpResult Serve(HttpContext context)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return TypedResults.File(_content, _type);
    }
}
