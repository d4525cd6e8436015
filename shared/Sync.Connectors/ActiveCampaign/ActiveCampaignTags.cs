using System.Collections.Concurrent;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A contact's tags as webhooks write them: names joined by a comma. A contact as read does not hold them.</summary>
internal sealed class ActiveCampaignTags(ActiveCampaignClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string? Name, DateTimeOffset At)> _names = new();

    /// <summary>Null as the fault if all went well; null as the text if there are none.</summary>
    public async Task<(string? Tags, VendorFault? Fault)> Of(string contactId, CancellationToken ct)
    {
        var sent = await client.Get($"contacts/{Uri.EscapeDataString(contactId)}/contactTags?limit=100", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return (null, fault);
        }

        var names = new List<string>();
        foreach (var id in reply.Json.Member("contactTags").Items().Select(link => link.Member("tag").Text()).OfType<string>())
        {
            (var name, fault) = await Name(id, ct);
            if (fault is not null)
            {
                return (null, fault);
            }

            names.AddRange(name is null ? [] : [name]);
        }

        return (names.Count == 0 ? null : string.Join(", ", names), null);
    }

    /// <summary>The name of a tag; null if there is none with this number.</summary>
    public async Task<(string? Name, VendorFault? Fault)> Name(string id, CancellationToken ct)
    {
        if (_names.TryGetValue(id, out var known) && clock.GetUtcNow() - known.At < Lifetime)
        {
            return (known.Name, null);
        }

        var sent = await client.Get($"tags/{Uri.EscapeDataString(id)}", ct);
        if (!sent.TryGet(out var reply, out var fault) && fault.Class != FailureClasses.NotFound)
        {
            return (null, fault);
        }

        var name = reply?.Json.Member("tag").Member("tag").Text();
        _names[id] = (name, clock.GetUtcNow());
        return (name, null);
    }
}
