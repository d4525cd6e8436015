using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Writes one contact a call: by id, or upserted by address.</summary>
internal sealed class ActiveCampaignWriter(
    ActiveCampaignClient client, ActiveCampaignFields catalogue, ActiveCampaignSubscriptions subscriptions)
{
    /// <summary>The bulk import takes 250, but answers later and fires no webhooks.</summary>
    public const int LargestBatch = 1;

    /// <exception cref="ArgumentOutOfRangeException">More records than <see cref="LargestBatch"/>.</exception>
    public async Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, LargestBatch);
        if (records.Count == 0)
        {
            return CallResult<IReadOnlyList<WriteOutcome>>.Ok([]);
        }

        var optsOut = records[0].Fields.GetValueOrDefault(ActiveCampaignNames.Unsubscribed) == "true";
        var record = records[0] with
        {
            Fields = records[0].Fields.Where(field => field.Key != ActiveCampaignNames.Unsubscribed).ToDictionary(),
        };
        if (optsOut && module == ActiveCampaignModules.Contacts && record is { RecordId: { } known, Fields.Count: 0 })
        {
            return await Leave(new WriteOutcome.Written(known, Created: false), optsOut, ct);
        }

        var written = await WriteFields(module, record, ct);
        return written.TryGet(out var outcomes, out _) && outcomes[0] is WriteOutcome.Written done
            ? await Leave(done, optsOut, ct)
            : written;
    }

    public async Task<WriteOutcome> Delete(string contactId, CancellationToken ct) =>
        await client.Delete($"contacts/{Uri.EscapeDataString(contactId)}", ct) is { } fault
            ? new WriteOutcome.Refused(fault) : new WriteOutcome.Written(contactId, Created: false);

    private async Task<CallResult<IReadOnlyList<WriteOutcome>>> WriteFields(string module, TargetRecord record, CancellationToken ct)
    {
        var known = await catalogue.Numbers(record.Fields.Keys, ct);
        if (!known.TryGet(out var numbers, out var fault))
        {
            return CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault);
        }

        if (Mistake(module, record, numbers) is { } mistake)
        {
            return Outcome(new WriteOutcome.Refused(mistake));
        }

        var sent = await Send(record, ActiveCampaignBody.Of(record, numbers), ct);
        return sent.TryGet(out var reply, out fault) ? Outcome(Written(reply, record)) : Failure(fault);
    }

    // Cut off in between, it is all done once more: both steps may be repeated.
    private async Task<CallResult<IReadOnlyList<WriteOutcome>>> Leave(WriteOutcome.Written written, bool optsOut, CancellationToken ct) =>
        optsOut && await subscriptions.LeaveAll(written.RecordId, ct) is { } fault ? Failure(fault) : Outcome(written);

    private static CallResult<IReadOnlyList<WriteOutcome>> Failure(VendorFault fault) => fault.IsAccountWide
        ? CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault)
        : Outcome(new WriteOutcome.Refused(fault));

    private Task<CallResult<VendorReply>> Send(TargetRecord record, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        record.RecordId is { } id
            ? client.Write(HttpMethod.Put, $"contacts/{Uri.EscapeDataString(id)}", body, ct)
            : client.Write(HttpMethod.Post, "contact/sync", body, ct);

    // ActiveCampaign ignores what it does not know and says that all went well, so it is found out here.
    private static VendorFault? Mistake(string module, TargetRecord record, IReadOnlyDictionary<string, string> numbers)
    {
        if (module != "contacts")
        {
            return new VendorFault(FailureClasses.Validation, "UNKNOWN_MODULE", $"'{module}' cannot be written; only contacts can.");
        }

        if (record.RecordId is null && string.IsNullOrWhiteSpace(record.Email))
        {
            return new VendorFault(FailureClasses.MissingField, "NO_ADDRESS", "A new contact needs an address.") { Field = "email" };
        }

        var unknown = record.Fields.Keys
            .FirstOrDefault(name => ActiveCampaignNames.ToApi(name) is null && !numbers.ContainsKey(name));
        return unknown is null ? null : new VendorFault(
            FailureClasses.Validation, "UNKNOWN_FIELD", $"A contact has no field '{unknown}' that can be written with it.")
        {
            Field = unknown,
        };
    }

    // 201 says that it is new, 200 that it was there.
    private static WriteOutcome Written(VendorReply reply, TargetRecord record) =>
        (reply.Json.Member("contact").Member("id").Text() ?? record.RecordId) is { Length: > 0 } id
            ? new WriteOutcome.Written(id, Created: record.RecordId is null && reply.Status == 201)
            : new WriteOutcome.Refused(new VendorFault(
                FailureClasses.UnknownOutcome, "NO_ID", "ActiveCampaign said yes, but not which contact it is."));

    private static CallResult<IReadOnlyList<WriteOutcome>> Outcome(WriteOutcome outcome) =>
        CallResult<IReadOnlyList<WriteOutcome>>.Ok([outcome]);
}
