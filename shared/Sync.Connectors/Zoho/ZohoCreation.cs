using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Makes records, after looking whether an earlier call has made them.</summary>
internal sealed class ZohoCreation(ZohoClient client, ZohoFieldTypes fieldTypes, ZohoMarks marks)
{
    // Modules with a field that Zoho itself takes for the name of a record. Source: "Upsert Records", system-defined checks.
    private static readonly Dictionary<string, string> NaturalKeys = new()
    {
        ["Leads"] = "Email",
        ["Contacts"] = "Email",
        ["Accounts"] = "Account_Name",
    };

    /// <summary>One outcome per draft, in order. All are of one module.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Make(
        IReadOnlyList<ZohoDraft> drafts, IReadOnlyList<string> trigger, CancellationToken ct)
    {
        var outcomes = new WriteOutcome?[drafts.Count];
        var check = NaturalKeys.GetValueOrDefault(drafts[0].Module);
        for (var i = 0; i < drafts.Count; i++)
        {
            outcomes[i] = await Known(drafts[i], check, ct);
            if (outcomes[i] is WriteOutcome.Refused { Fault: { IsAccountWide: true } fault })
            {
                // Nobody knows whether the others exist, so none is made.
                return [.. outcomes.Select(outcome => outcome ?? Outcome.Refused(fault))];
            }
        }

        var open = Enumerable.Range(0, drafts.Count).Where(i => outcomes[i] is null).ToLookup(i => drafts[i].Mark is not null);
        await SendDistinct(drafts, [.. open[true]], draft => draft.Mark!.Text, null, trigger, outcomes, ct);
        await SendDistinct(drafts, [.. open[false]], draft => Address.Fold(draft.Fields[check!])!, check, trigger, outcomes, ct);
        return [.. outcomes.Select(outcome => outcome!)];
    }

    // Null if it is still to be made.
    private async Task<WriteOutcome?> Known(ZohoDraft draft, string? check, CancellationToken ct)
    {
        if (draft.Mark is null)
        {
            var hasKey = check is not null && Address.Fold(draft.Fields.GetValueOrDefault(check)) is not null;
            return hasKey ? null : Nameless(draft.Module, check);
        }

        var (id, fault) = await marks.Find(draft, ct);
        return fault is not null ? Outcome.Refused(fault) : id is not null ? Outcome.Done(id) : null;
    }

    // Asked for twice in one run it is made once.
    private async Task SendDistinct(
        IReadOnlyList<ZohoDraft> drafts, List<int> places, Func<ZohoDraft, string> key, string? check, IReadOnlyList<string> trigger,
        WriteOutcome?[] outcomes, CancellationToken ct)
    {
        var groups = places.GroupBy(place => key(drafts[place])).Select(group => group.ToList()).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        var made = await Send([.. groups.Select(group => drafts[group[0]])], check, trigger, ct);
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var place in groups[i])
            {
                outcomes[place] = made[i] is WriteOutcome.Written written && place != groups[i][0]
                    ? written with { Created = false } : made[i];
            }
        }
    }

    private async Task<IReadOnlyList<WriteOutcome>> Send(
        IReadOnlyList<ZohoDraft> drafts, string? check, IReadOnlyList<string> trigger, CancellationToken ct)
    {
        var module = drafts[0].Module;
        var known = await fieldTypes.Types(module, drafts.SelectMany(draft => draft.Marked).Select(field => field.Key), ct);
        if (!known.TryGet(out var types, out var fault))
        {
            return [.. drafts.Select(_ => Outcome.Refused(fault))];
        }

        var path = Uri.EscapeDataString(module) + (check is null ? "" : "/upsert");
        var body = ZohoRecordBody.Of(drafts.Select(draft => (draft.Marked, draft.More)), types, trigger, check);
        var (outcomes, refused) = ZohoOutcome.OfAll(
            await client.Write(HttpMethod.Post, path, body, ct, drafts.Count), module, [.. drafts.Select(_ => (string?)null)]);
        return outcomes ?? [.. drafts.Select(_ => Outcome.Refused(refused!))];
    }

    private static WriteOutcome Nameless(string module, string? check) => check is null
        ? Outcome.Refused(
            FailureClasses.Validation, "NO_MARK", $"A new record of {module} needs a mark in a field, or it could be made twice.")
        : Outcome.Refused(FailureClasses.MissingField, "NO_KEY", $"A new record of {module} needs its {check} to be found by.", check);
}
