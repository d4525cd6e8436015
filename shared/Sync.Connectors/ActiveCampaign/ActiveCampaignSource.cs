using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Connectors.Reading;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Reads records page by page and by id.</summary>
internal sealed class ActiveCampaignSource(
    ActiveCampaignClient client, ActiveCampaignRowReader rows, ActiveCampaignTagBook tags, TimeProvider clock) : ISource
{
    public int LargestRead => ActiveCampaignPages.PageSize;

    public bool ListsDeletions => false;

    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string>? fields, CancellationToken ct)
    {
        if (!ActiveCampaignModules.TryFind(module, out var known, out var unknown))
        {
            return CallResult<IReadOnlyList<SourceRecord>>.Failed(unknown);
        }

        var ids = recordIds.Distinct().ToList();
        var found = new Dictionary<string, SourceRecord>();
        foreach (var some in ids.Chunk(LargestRead))
        {
            var read = known.Name == ActiveCampaignModules.Contacts && some.Length > 1
                ? await rows.Several(known, some, fields, ct)
                : await rows.Singly(known, some, fields, ct);
            if (!read.TryGet(out var records, out var fault))
            {
                return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
            }

            foreach (var record in records)
            {
                found[record.RecordId] = record;
            }
        }

        return CallResult<IReadOnlyList<SourceRecord>>.Ok([.. ids.Where(found.ContainsKey).Select(id => found[id])]);
    }

    public async Task<CallResult<SourcePage>> Page(SourceQuery query, string? cursor, CancellationToken ct)
    {
        var (resumed, fault) = SourcePlace.Read(cursor, query);
        if (fault is not null || !ActiveCampaignModules.TryFind(query.Module, out var module, out fault))
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        var place = resumed ?? new SourcePlace { Query = SourcePlace.NameOf(query), Started = clock.GetUtcNow() };
        var (tagId, isNobody, unfound) = query is SourceQuery.Tagged tagged && module.Name == ActiveCampaignModules.Contacts
            ? await TagId(tagged.Tag, ct) : default;
        if (unfound is not null || isNobody)
        {
            return isNobody ? Last([], place) : CallResult<SourcePage>.Failed(unfound!);
        }

        if (ActiveCampaignQuery.Path(module, query, place, tagId) is not { } path)
        {
            return CallResult<SourcePage>.Failed(SourcePlace.NotOffered(query, "ActiveCampaign"));
        }

        var sent = await client.Get(path, ct);
        return sent.TryGet(out var reply, out fault)
            ? await Cut(module, query, resumed is null ? place with { Started = Earlier(place.Started, reply.Date) } : place, reply, ct)
            : CallResult<SourcePage>.Failed(fault);
    }

    public async Task<CallResult<IReadOnlyList<string>>> Gone(string module, IReadOnlyCollection<string> knownIds, CancellationToken ct)
    {
        var read = await Read(module, knownIds, ["id"], ct);
        return read.TryGet(out var there, out var fault)
            ? CallResult<IReadOnlyList<string>>.Ok([.. knownIds.Distinct().Except(there.Select(record => record.RecordId))])
            : CallResult<IReadOnlyList<string>>.Failed(fault);
    }

    private async Task<CallResult<SourcePage>> Cut(
        ActiveCampaignModule module, SourceQuery query, SourcePlace place, VendorReply reply, CancellationToken ct)
    {
        var page = reply.Json.Member(module.Path).Items().ToList();
        var isKeyed = module.Name == ActiveCampaignModules.Contacts;
        var fresh = isKeyed ? page.FindAll(row => (row.Member("id").Whole() ?? 0) > place.After) : page;
        var last = page.Count == 0 ? null : page[^1].Member("id").Text();
        if (page.Count > 0 && (fresh.Count == 0 || last == place.Last) && (isKeyed || page.Count > ActiveCampaignQuery.Lap))
        {
            return CallResult<SourcePage>.Failed(new VendorFault(
                FailureClasses.VendorFault, "SAME_PAGE",
                $"ActiveCampaign gave the same page of {module.Name} again: the list has no end."));
        }

        var read = await rows.Of(module, reply, fresh, query.Fields, ct);
        if (!read.TryGet(out var records, out var fault))
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        IReadOnlyList<SourceRecord> fitting = [.. records.Where(record => ActiveCampaignQuery.Fits(query, record.ChangedAt))];
        return IsLast(reply, page.Count, place, isKeyed) ? Last(fitting, place) : CallResult<SourcePage>.Ok(new SourcePage
        {
            Records = fitting,
            NextSince = place.Started,
            Next = Advance(place, fresh, last, isKeyed).Text,
        });
    }

    private static SourcePlace Advance(SourcePlace place, List<JsonElement> fresh, string? last, bool isKeyed) => isKeyed
        ? place with { After = fresh.Max(row => row.Member("id").Whole() ?? 0), Last = last }
        : place with { Offset = place.Offset + fresh.Count - ActiveCampaignQuery.Lap, Last = last };

    // Seen after an id, the total counts what follows it.
    private static bool IsLast(VendorReply reply, int count, SourcePlace place, bool isKeyed) =>
        count == 0 || (count < ActiveCampaignPages.PageSize
            && ActiveCampaignPages.IsLast(reply, count, isKeyed ? count : place.Offset + count));

    private async Task<(string? Id, bool IsNobody, VendorFault? Fault)> TagId(string name, CancellationToken ct)
    {
        var (id, fault) = await tags.Find(name, ct);
        return (id, id is null && fault is null, fault);
    }

    private static CallResult<SourcePage> Last(IReadOnlyList<SourceRecord> records, SourcePlace place) =>
        CallResult<SourcePage>.Ok(new SourcePage { Records = records, NextSince = place.Started });

    private static DateTimeOffset Earlier(DateTimeOffset ours, DateTimeOffset? theirs) => theirs < ours ? theirs.Value : ours;
}
