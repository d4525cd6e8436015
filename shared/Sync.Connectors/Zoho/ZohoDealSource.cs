namespace Sync.Connectors.Zoho;

/// <summary>Deals by time of change. Zoho's notifications tell a deal's id alone, so that each would have to be read all the same.</summary>
internal sealed class ZohoDealSource(ISource source, ZohoUsers users) : IDealSource
{
    public static readonly string[] Fields = ["Deal_Name", "Stage", "Contact_Name", "Owner"];

    public async Task<CallResult<DealPage>> Page(DateTimeOffset? since, string? cursor, CancellationToken ct)
    {
        SourceQuery query = since is { } time
            ? new SourceQuery.ChangedSince(ZohoDealTold.Deals, time) { Fields = Fields } : new SourceQuery.All(ZohoDealTold.Deals) { Fields = Fields };
        return (await source.Page(query, cursor, ct)).TryGet(out var page, out var fault)
            ? CallResult<DealPage>.Ok(new DealPage([.. page.Records.Select(Found).OfType<FoundDeal>()], page.Next, page.NextSince))
            : CallResult<DealPage>.Failed(fault);
    }

    public async Task<CallResult<IReadOnlyList<FoundDeal>>> Complete(IReadOnlyList<FoundDeal> deals, CancellationToken ct)
    {
        if (deals.Count == 0)
        {
            return CallResult<IReadOnlyList<FoundDeal>>.Ok(deals);
        }

        var read = await source.Read(ZohoDealTold.Contacts, [.. deals.Select(deal => deal.PersonId).Distinct()], ["Email"], ct);
        if (!read.TryGet(out var contacts, out var fault))
        {
            return CallResult<IReadOnlyList<FoundDeal>>.Failed(fault);
        }

        var emails = contacts.ToDictionary(contact => contact.RecordId, contact => contact.Email);
        // Who may not see users tells whose deal it is by number: it is only read by people.
        var names = (await users.All(ct)).TryGet(out var all, out _) ? all.DistinctBy(user => user.Id).ToDictionary(user => user.Id, user => user.Email ?? user.Name) : [];
        return CallResult<IReadOnlyList<FoundDeal>>.Ok([.. deals.Select(deal => deal with
        {
            Email = emails.GetValueOrDefault(deal.PersonId),
            Owner = deal.Owner is { } owner ? names.GetValueOrDefault(owner, owner) : null,
        })]);
    }

    public byte[] Tell(FoundDeal deal, bool isReached) => ZohoDealTold.Write(deal, isReached);

    private static FoundDeal? Found(SourceRecord record) =>
        record.Fields.GetValueOrDefault("Stage") is { } stage && ZohoNames.RecordId(record.Fields.GetValueOrDefault("Contact_Name")) is { } contact
            ? new FoundDeal(record.RecordId, stage, contact, record.ChangedAt)
            {
                Name = record.Fields.GetValueOrDefault("Deal_Name"), Owner = record.Fields.GetValueOrDefault("Owner"),
            }
            : null;
}
