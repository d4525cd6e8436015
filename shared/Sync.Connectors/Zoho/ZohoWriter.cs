using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Writes records: those with an id in one call, the others upserted by address in another, or made if they are companies.</summary>
internal sealed class ZohoWriter(ZohoClient client, ZohoFieldTypes fieldTypes)
{
    /// <summary>Source: "Update Records" and "Upsert Records": at most 100 a call.</summary>
    public const int LargestBatch = 100;

    /// <exception cref="ArgumentOutOfRangeException">More records than <see cref="LargestBatch"/>.</exception>
    public async Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, LargestBatch);
        var outcomes = new WriteOutcome[records.Count];
        var batches = Split(module, records, outcomes).Where(batch => batch.Count > 0).ToList();
        if (batches.Count == 0)
        {
            return CallResult<IReadOnlyList<WriteOutcome>>.Ok(outcomes);
        }

        var known = await fieldTypes.Types(module, records.SelectMany(record => record.Fields.Keys), ct);
        if (!known.TryGet(out var types, out var fault))
        {
            return CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault);
        }

        for (var i = 0; i < batches.Count; i++)
        {
            fault = await Send(batches[i], module, types, outcomes, ct);
            if (fault is not null && i == 0)
            {
                return CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault);
            }

            if (fault is not null)
            {
                // What the first call did is done: only the rest has failed.
                batches[i].SettleAll(new WriteOutcome.Refused(fault), outcomes);
            }
        }

        return CallResult<IReadOnlyList<WriteOutcome>>.Ok(outcomes);
    }

    private static ZohoBatch[] Split(string module, IReadOnlyList<TargetRecord> records, WriteOutcome[] outcomes)
    {
        var path = Uri.EscapeDataString(module);
        var updates = new ZohoBatch(HttpMethod.Put, path, upserts: false);
        var upserts = new ZohoBatch(HttpMethod.Post, path + "/upsert", upserts: true);
        // Zoho would take the name of a company for its key, and two firms of one name for one.
        var inserts = new ZohoBatch(HttpMethod.Post, path, upserts: false);
        for (var i = 0; i < records.Count; i++)
        {
            switch (records[i])
            {
                case { RecordId: { } said } when ZohoNames.RecordId(said) is { } id:
                    updates.Add(records[i] with { RecordId = id }, id, i);
                    break;
                case { RecordId: null, Email.Length: > 0 } when module == ZohoReader.Companies:
                    inserts.Add(records[i], records[i].Email, i);
                    break;
                case { RecordId: null } when Address.Fold(records[i].Email) is { } email:
                    upserts.Add(records[i], email, i);
                    break;
                default:
                    outcomes[i] = Mistake(records[i]);
                    break;
            }
        }

        return [updates, upserts, inserts];
    }

    // A blank address never matches: each try would make one more record.
    private static WriteOutcome.Refused Mistake(TargetRecord record) => record.RecordId is { } id
        ? ZohoOutcome.Refused(FailureClasses.NotFound, "INVALID_ID", $"'{VendorReply.Shorten(id)}' cannot be the id of a record.", "id")
        : ZohoOutcome.Refused(FailureClasses.MissingField, "NO_ADDRESS", "A new record needs an address to be found by.", "Email");

    private async Task<VendorFault?> Send(
        ZohoBatch batch, string module, IReadOnlyDictionary<string, string> types, WriteOutcome[] outcomes, CancellationToken ct)
    {
        var sent = await client.Write(batch.Method, batch.Path, batch.Body(types), ct, batch.Count);
        var ids = Enumerable.Range(0, batch.Count).Select(place => batch.Record(place).RecordId).ToList();
        var (settled, fault) = ZohoOutcome.OfAll(sent, module, ids);
        for (var i = 0; i < settled?.Count; i++)
        {
            batch.Settle(i, settled[i], outcomes);
        }

        return fault;
    }
}
