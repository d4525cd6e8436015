using System.Text.Json;

namespace Sync.Sandbox.Control;

/// <summary>The open facts of one vendor. The vendor's lock guards them.</summary>
internal sealed class Switches(params Switch[] all)
{
    public static readonly Switches None = new();

    /// <summary>Sets those that the document names; the others stay.</summary>
    /// <exception cref="BadControlCallException">A name or a value is unknown; nothing before it is taken back.</exception>
    public void Set(JsonElement json)
    {
        foreach (var member in json.EnumerateObject().Where(member => member.Name != "vendor"))
        {
            var found = all.FirstOrDefault(each => each.Name == member.Name)
                ?? throw new BadControlCallException($"Unknown switch '{member.Name}'. There are: {string.Join(", ", all.Select(each => each.Name))}.");
            found.Set(member.Value);
        }
    }

    public void Reset()
    {
        foreach (var each in all)
        {
            each.Reset();
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var each in all)
        {
            each.Write(json);
        }
    }
}
