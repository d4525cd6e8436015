using System.Security.Cryptography;
using System.Text;
using Sync.Policy.Reading;

namespace Sync.Policy;

/// <summary>Turns the text of <c>sync.yaml</c> into a policy. Pure: what it knows of the world comes through its arguments.</summary>
public static class PolicyReader
{
    /// <summary>Reads the whole file and tells every mistake at once, so that nobody has to mend and start again ten times.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="env">Value of an environment variable; null if it is not set.</param>
    /// <param name="file">Content of a secret's file; null if it cannot be read.</param>
    public static PolicyReading Read(string yaml, Func<string, string?> env, Func<string, string?> file)
    {
        var mistakes = new MistakeList();
        var policy = ReadDocument(yaml, new ValueSource(env, file, mistakes), mistakes);
        return new PolicyReading(mistakes.Any ? null : policy, mistakes.InOrder());
    }

    private static SyncPolicy? ReadDocument(string yaml, ValueSource values, MistakeList mistakes)
    {
        if (YamlTree.Load(yaml, mistakes) is not { } root)
        {
            return null;
        }

        if (root is not YamlMap map)
        {
            mistakes.Add(
                root.Line, "", "The file does not begin with keys.", "Start it with 'version: 1', then 'connections:' and 'routes:'.");
            return null;
        }

        var document = new Section(map, "", map.Line, mistakes);
        CheckVersion(document, mistakes);
        var connections = ConnectionSection.ReadAll(document, values, mistakes);
        var routes = RouteSection.ReadAll(document, mistakes);
        document.RefuseUnknownKeys();
        return new SyncPolicy { Version = HashOf(yaml), Connections = connections, Routes = routes };
    }

    private static void CheckVersion(Section document, MistakeList mistakes)
    {
        if (document.Required("version") is YamlText { Value: not "1" } version)
        {
            mistakes.Add(
                version.Line, "version", $"Version '{version.Value}' of the file's format is not known here.", "Write 'version: 1'.");
        }
    }

    private static string HashOf(string yaml) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..12];
}
