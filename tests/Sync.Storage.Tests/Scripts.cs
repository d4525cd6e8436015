using System.Reflection;
using System.Text;

namespace Sync.Storage.Tests;

/// <summary>An assembly that holds nothing but these scripts.</summary>
internal sealed class Scripts(params (string Name, string Text)[] scripts) : Assembly
{
    public override string[] GetManifestResourceNames() => [.. scripts.Select(script => script.Name), "picture.png"];

    public override Stream GetManifestResourceStream(string name) =>
        new MemoryStream(Encoding.UTF8.GetBytes(scripts.Single(script => script.Name == name).Text));
}
