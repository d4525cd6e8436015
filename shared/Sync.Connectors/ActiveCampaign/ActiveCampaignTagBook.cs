using System.Collections.Concurrent;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Numbers of tags by name, whatever its case. The search finds parts of names and answers twenty at a time, so every page is
/// looked through.</summary>
internal sealed class ActiveCampaignTagBook(ActiveCampaignClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Id, DateTimeOffset At)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null and no fault if no tag has that name.</summary>
    public async Task<(string? Id, VendorFault? Fault)> Find(string name, CancellationToken ct)
    {
        var wanted = name.Trim();
        if (_known.TryGetValue(wanted, out var known) && clock.GetUtcNow() - known.At < Lifetime)
        {
            return (known.Id, null);
        }

        var read = await client.All(
            $"tags?search={Uri.EscapeDataString(wanted)}", "tags", ct, enough: tag => IsNamed(tag.Member("tag").Text(), wanted));
        if (!read.TryGet(out var rows, out var fault))
        {
            return (null, fault);
        }

        // Templates have tags of their own.
        var id = rows.Where(tag => IsNamed(tag.Member("tag").Text(), wanted) && tag.Member("tagType").Text() != "template")
            .Select(tag => tag.Member("id").Text()).OfType<string>().FirstOrDefault();
        return (Keep(wanted, id), null);
    }

    /// <summary>Makes the tag if there is none. Accounts differ in what they say to a name that exists: some refuse it, some give the tag
    /// that there is. Whatever they say, who looks again finds it.</summary>
    public async Task<(string? Id, VendorFault? Fault)> FindOrMake(string name, CancellationToken ct)
    {
        var (id, fault) = await Find(name, ct);
        if (id is not null || fault is not null)
        {
            return (id, fault);
        }

        var sent = await client.Write(HttpMethod.Post, "tags", Body(name.Trim()), ct);
        if (sent.TryGet(out var reply, out var refused) && reply.Json.Member("tag").Member("id").Text() is { Length: > 0 } made)
        {
            return (Keep(name.Trim(), made), null);
        }

        if (refused is { IsAccountWide: true, Class: not FailureClasses.UnknownOutcome and not FailureClasses.VendorFault })
        {
            return (null, refused);
        }

        (id, fault) = await Find(name, ct);
        return id is not null ? (id, null) : (null, fault ?? refused ?? new VendorFault(
            FailureClasses.VendorFault, "NO_ID", $"ActiveCampaign made the tag '{name}' and does not find it."));
    }

    /// <summary>A number that turned out to be no tag's any more.</summary>
    public void Forget(string name) => _known.TryRemove(name.Trim(), out _);

    private string? Keep(string name, string? id)
    {
        if (id is not null)
        {
            _known[name] = (id, clock.GetUtcNow());
        }

        return id;
    }

    private static bool IsNamed(string? name, string wanted) => string.Equals(name?.Trim(), wanted, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlyMemory<byte> Body(string name) => JsonBody.Of(json =>
    {
        json.WriteStartObject("tag");
        json.WriteString("tag", name);
        json.WriteString("tagType", "contact");
        json.WriteString("description", "");
        json.WriteEndObject();
    });
}
