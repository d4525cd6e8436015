using Sync.Connectors.Operations;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Changes records by id.</summary>
internal sealed class ZohoChanges(ZohoClient client, ZohoFieldTypes fieldTypes)
{
    /// <summary>One outcome per change, in order. All are of one module. A record that stands twice is changed in a second call, so that
    /// the order holds.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Change(
        IReadOnlyList<(string Id, ZohoDraft Draft)> all, IReadOnlyList<string> trigger, CancellationToken ct)
    {
        var outcomes = new List<WriteOutcome>(all.Count);
        while (outcomes.Count < all.Count)
        {
            var ids = new HashSet<string>();
            var some = all.Skip(outcomes.Count).TakeWhile(change => ids.Add(change.Id)).ToList();
            outcomes.AddRange(await Send(some, trigger, ct));
            if (outcomes[^1] is WriteOutcome.Refused { Fault: { IsAccountWide: true } fault })
            {
                outcomes.AddRange(Enumerable.Repeat(Outcome.Refused(NotSent(fault)), all.Count - outcomes.Count));
            }
        }

        return outcomes;
    }

    /// <summary>One outcome per id, in order.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Delete(string module, IReadOnlyList<string> ids, CancellationToken ct)
    {
        // Without it Zoho runs workflow rules, unlike with all other writes. Source: "Delete records", wf_trigger.
        var path = $"{Uri.EscapeDataString(module)}?ids={Uri.EscapeDataString(string.Join(',', ids))}&wf_trigger=false";
        var (outcomes, fault) = ZohoOutcome.OfAll(await client.Delete(path, ct), module, ids);
        return [.. ids.Select((id, i) => outcomes is null ? Outcome.Refused(fault!) : Deleted(outcomes[i], id))];
    }

    // Zoho has one code for an id that it does not know (any more), and none other for a deletion.
    private static WriteOutcome Deleted(WriteOutcome outcome, string id) =>
        outcome is WriteOutcome.Refused { Fault: { Class: FailureClasses.NotFound } or { Code: "INVALID_DATA" } } ? Outcome.Done(id) : outcome;

    private async Task<IReadOnlyList<WriteOutcome>> Send(
        List<(string Id, ZohoDraft Draft)> some, IReadOnlyList<string> trigger, CancellationToken ct)
    {
        var module = some[0].Draft.Module;
        var known = await fieldTypes.Types(module, some.SelectMany(change => change.Draft.Fields.Keys), ct);
        if (!known.TryGet(out var types, out var fault))
        {
            return [.. some.Select(_ => Outcome.Refused(fault))];
        }

        var body = ZohoRecordBody.Of(
            some.Select(change => (
                change.Draft.Fields.Where(field => field.Key != "id").Prepend(KeyValuePair.Create<string, string?>("id", change.Id)),
                change.Draft.More)),
            types, trigger);
        var sent = await client.Write(HttpMethod.Put, Uri.EscapeDataString(module), body, ct);
        var (outcomes, refused) = ZohoOutcome.OfAll(sent, module, [.. some.Select(change => (string?)change.Id)]);
        return outcomes ?? [.. some.Select(_ => Outcome.Refused(refused!))];
    }

    private static VendorFault NotSent(VendorFault fault) => fault.Class != FailureClasses.UnknownOutcome ? fault
        : fault with { Class = FailureClasses.Network, Message = "Not sent: the call before it got no answer." };
}
