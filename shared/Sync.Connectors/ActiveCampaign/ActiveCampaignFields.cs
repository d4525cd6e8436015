using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Numbers of custom fields by personalisation tag: the API writes by number alone.</summary>
internal sealed class ActiveCampaignFields(ActiveCampaignClient client, TimeProvider clock)
{
    private const int PageSize = 100;

    // No account has this many; a list that never ends has to end here.
    private const int MostFields = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private (IReadOnlyDictionary<string, string> Ids, DateTimeOffset At)? _known;

    /// <summary>Number by name as given, e.g. <c>field:utm_source</c>; names that the account does not have are absent.</summary>
    public async Task<CallResult<IReadOnlyDictionary<string, string>>> Numbers(IEnumerable<string> names, CancellationToken ct)
    {
        var custom = names.Distinct()
            .Select(name => (Name: name, Tag: ActiveCampaignNames.Custom(name))).Where(each => each.Tag is not null).ToList();
        IReadOnlyDictionary<string, string> known = new Dictionary<string, string>();
        if (custom.Exists(each => !IsNumber(each.Tag!)))
        {
            var got = await Known(ct);
            if (!got.TryGet(out known!, out _))
            {
                return got;
            }
        }

        return CallResult<IReadOnlyDictionary<string, string>>.Ok(custom
            .Select(each => (each.Name, Id: IsNumber(each.Tag!) ? each.Tag : known.GetValueOrDefault(each.Tag!)))
            .Where(each => each.Id is not null).ToDictionary(each => each.Name, each => each.Id!));
    }

    /// <summary>Every custom field: its number by its tag, whatever the tag's case.</summary>
    public Task<CallResult<IReadOnlyDictionary<string, string>>> ByTag(CancellationToken ct) => Known(ct);

    private static bool IsNumber(string tag) => tag.All(char.IsAsciiDigit);

    private async Task<CallResult<IReadOnlyDictionary<string, string>>> Known(CancellationToken ct)
    {
        if (_known is { } known && clock.GetUtcNow() - known.At < Lifetime)
        {
            return CallResult<IReadOnlyDictionary<string, string>>.Ok(known.Ids);
        }

        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var offset = 0; ;)
        {
            var sent = await client.Get($"fields?limit={PageSize}&offset={offset}", ct);
            if (!sent.TryGet(out var reply, out var fault))
            {
                return CallResult<IReadOnlyDictionary<string, string>>.Failed(fault);
            }

            var count = Add(reply, ids);
            offset += count;
            if (count == 0 || offset >= MostFields || offset >= (reply.Json.Member("meta").Member("total").Whole() ?? 0))
            {
                break;
            }
        }

        _known = (ids, clock.GetUtcNow());
        return CallResult<IReadOnlyDictionary<string, string>>.Ok(ids);
    }

    private static int Add(VendorReply reply, Dictionary<string, string> ids)
    {
        var count = 0;
        foreach (var field in reply.Json.Member("fields").Items())
        {
            count++;
            if (field.Member("perstag").Text() is { Length: > 0 } tag && field.Member("id").Text() is { } id)
            {
                ids.TryAdd(tag, id);
            }
        }

        return count;
    }
}
