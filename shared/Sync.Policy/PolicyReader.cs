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
        return new PolicyReading(policy, mistakes.InOrder());
    }

    /// <summary>Reads the rules alone, without fetching what references stand for: for a look at them where the secrets are not.</summary>
    public static PolicyReading ReadRules(string yaml)
    {
        var mistakes = new MistakeList();
        var policy = ReadDocument(yaml, new ValueSource(_ => null, _ => null, mistakes) { IsBlind = true }, mistakes);
        return new PolicyReading(policy, mistakes.InOrder());
    }

    /// <summary>Every place that the reader looks for a key in, for this text; an entry of a list is <c>[]</c>, a name of one's own <c>*</c>.</summary>
    internal static IReadOnlyCollection<string> PlacesAskedFor(string yaml)
    {
        var mistakes = new MistakeList();
        ReadDocument(yaml, new ValueSource(_ => "", _ => "", mistakes), mistakes);
        return mistakes.AskedPlaces;
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
        var identity = IdentitySection.Read(document, mistakes);
        IdentitySection.CheckPhones(document, identity, routes, mistakes);
        // The names as written: a connection that has a mistake of its own is still there to be named.
        string[] named = document.Optional("connections") is YamlMap all ? [.. all.Entries.Select(entry => entry.Key)] : [];
        string[] fields = [.. routes.SelectMany(route => route.Fields).Select(field => field.Name).Distinct()];
        var handoff = HandoffSection.Read(document, named, connections, fields, values, mistakes);
        document.RefuseUnknownKeys();
        return mistakes.Any ? null : new SyncPolicy(HashOf(yaml), connections, routes, identity) { Handoff = handoff };
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
