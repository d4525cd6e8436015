using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A delivery's pairs by their literal names.</summary>
internal sealed class ActiveCampaignPayload
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    public ActiveCampaignPayload(ReadOnlySpan<byte> form)
    {
        var pairs = FormPairs.Decode(form);
        var read = new (string Name, string Value)[pairs.Count];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = (pairs.Name(i), pairs.Value(i));
            _last[read[i].Name] = read[i].Value;
        }

        Pairs = read;
    }

    /// <summary>Everything, in order; names may repeat.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs { get; }

    /// <summary>The value, empty ones included; of repeated ones the last, as PHP takes them. Null if it was not sent.</summary>
    public string? this[string name] => _last.GetValueOrDefault(name);

    /// <summary>An id. ActiveCampaign writes <c>0</c> for "none".</summary>
    public string? Id(string name) => this[name]?.Trim() is { Length: > 0 } id && id != "0" ? id : null;
}
