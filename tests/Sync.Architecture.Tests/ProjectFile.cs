using System.Xml.Linq;

namespace Sync.Architecture.Tests;

/// <summary>What a project file says of its project.</summary>
/// <param name="Name">Without the prefix <c>Sync.</c>, e.g. <c>Ingress</c>.</param>
/// <param name="Path">From the root of the repository.</param>
/// <param name="References">Names of the projects that it refers to.</param>
/// <param name="Packages">Packages that it names.</param>
internal sealed record ProjectFile(string Name, string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public string Area => Path.Split('/')[0];

    public static ProjectFile Read(string path)
    {
        var document = XDocument.Load(path);
        return new ProjectFile(
            NameOf(path), Repository.Relative(path), [.. Included(document, "ProjectReference").Select(NameOf)],
            [.. Included(document, "PackageReference")]);
    }

    private static IEnumerable<string> Included(XDocument document, string kind) =>
        document.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static string NameOf(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        return name.StartsWith("Sync.", StringComparison.Ordinal) ? name["Sync.".Length..] : name;
    }
}
