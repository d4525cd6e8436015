using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>The bulk import. Its limits are its own, and it reports them, like everything else, as 400.</summary>
internal sealed class ActiveCampaignImport(ActiveCampaignClient client, ActiveCampaignFields fields) : IBulkImport
{
    private const int MostBytes = 400_000;

    // The brackets around the list.
    private const int Frame = 32;

    private readonly ActiveCampaignImportReads _reads = new(client, fields);

    public int LargestBatch => 250;

    public int SmallestBatch => 10;

    public int CallsPerMinute => 100;

    /// <summary>Not the company: who works for one stays there, whatever an import says.</summary>
    public bool Takes(string module, string field) => module == ActiveCampaignModules.Contacts
        && (field is "first_name" or "last_name" or "phone" || ActiveCampaignNames.Custom(field) is not null);

    public async Task<CallResult<IReadOnlyList<ImportOutcome>>> Import(IReadOnlyList<ImportPerson> people, CancellationToken ct)
    {
        var known = await fields.Numbers(people.SelectMany(person => person.Fields.Keys), ct);
        if (!known.TryGet(out var numbers, out var fault))
        {
            return CallResult<IReadOnlyList<ImportOutcome>>.Failed(fault);
        }

        var outcomes = new ImportOutcome[people.Count];
        var waiting = new LinkedList<(int Place, byte[] Json)>();
        for (var i = 0; i < people.Count; i++)
        {
            var (json, mistake) = ActiveCampaignImportBody.Of(people[i], numbers);
            if (json is not null && json.Length + Frame < MostBytes)
            {
                waiting.AddLast((i, json));
            }
            else
            {
                outcomes[i] = new ImportOutcome.Refused(mistake ?? TooLarge);
            }
        }

        fault = await SendAll(waiting, outcomes, ct);
        return fault is not null && !outcomes.Any(outcome => outcome is ImportOutcome.Queued)
            ? CallResult<IReadOnlyList<ImportOutcome>>.Failed(fault)
            : CallResult<IReadOnlyList<ImportOutcome>>.Ok(outcomes);
    }

    public async Task<CallResult<ImportProgress>> Progress(string batchId, CancellationToken ct)
    {
        var sent = await client.Get($"import/info?batchId={Uri.EscapeDataString(batchId)}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return CallResult<ImportProgress>.Failed(fault);
        }

        // In the first second it says false.
        var state = reply.Json.Member("status").Text() is { Length: > 0 } said and not "false" ? said : "waiting";
        return CallResult<ImportProgress>.Ok(new ImportProgress(
            state, state is "completed" or "failed" or "interrupted", Texts(reply, "success"), Texts(reply, "failure")));
    }

    public async Task<CallResult<ImportsUnderWay>> IsBusy(CancellationToken ct)
    {
        var sent = await client.Get("import/bulk_import", ct);
        return sent.TryGet(out var reply, out var fault)
            ? CallResult<ImportsUnderWay>.Ok(new ImportsUnderWay(
                reply.Json.Member("outstanding") is null || reply.Json.Member("outstanding").Items().Any()))
            : CallResult<ImportsUnderWay>.Failed(fault);
    }

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) => _reads.Read(recordIds, fields, ct);

    private async Task<VendorFault?> SendAll(LinkedList<(int Place, byte[] Json)> waiting, ImportOutcome[] outcomes, CancellationToken ct)
    {
        var most = LargestBatch;
        while (waiting.Count > 0)
        {
            var some = Take(waiting, most);
            var answer = await client.Answer(
                HttpMethod.Post, "import/bulk_import", ActiveCampaignImportBody.Join(some.ConvertAll(each => each.Json)), ct);
            if (answer.Fault is { IsAccountWide: true } fault)
            {
                Settle(some.Concat(waiting), new ImportOutcome.Refused(fault), outcomes);
                return fault;
            }

            var good = Judge(some, answer, outcomes);

            // With nobody to blame the half of them is tried, down to a single one.
            most = good.Count == some.Count ? (some.Count + 1) / 2 : LargestBatch;
            good.Reverse();
            good.ForEach(each => waiting.AddFirst(each));
        }

        return null;
    }

    private static List<(int Place, byte[] Json)> Take(LinkedList<(int Place, byte[] Json)> waiting, int most)
    {
        var some = new List<(int, byte[] Json)>();
        var bytes = Frame;
        while (some.Count < most && waiting.First is { } next && bytes + next.Value.Json.Length + 1 < MostBytes)
        {
            bytes += next.Value.Json.Length + 1;
            some.Add(next.Value);
            waiting.RemoveFirst();
        }

        return some;
    }

    // Those that are to be sent again.
    private static List<(int Place, byte[] Json)> Judge(
        List<(int Place, byte[] Json)> some, ActiveCampaignAnswer answer, ImportOutcome[] outcomes)
    {
        if (answer.Fault is not null)
        {
            return TakeOutBad(some, answer, outcomes);
        }

        Settle(some, new ImportOutcome.Queued(answer.Reply!.Json.Member("batchId").Text() ?? ""), outcomes);
        return [];
    }

    // They are counted from one.
    private static List<(int Place, byte[] Json)> TakeOutBad(
        List<(int Place, byte[] Json)> some, ActiveCampaignAnswer answer, ImportOutcome[] outcomes)
    {
        var reasons = (answer.Reply?.Json.Member("failureReasons")).Items()
            .Select(reason => (Number: reason.Member("contact").Whole(), Why: reason.Member("failureReason").Text()))
            .Where(reason => reason.Number >= 1 && reason.Number <= some.Count)
            .ToLookup(reason => (int)reason.Number! - 1, reason => reason.Why);
        if (reasons.Count == 0 && some.Count > 1)
        {
            return some;
        }

        for (var i = 0; i < some.Count; i++)
        {
            if (reasons.Contains(i) || reasons.Count == 0)
            {
                var why = reasons.Count == 0 ? answer.Fault!.Message : VendorReply.Shorten(string.Join("; ", reasons[i]));
                outcomes[some[i].Place] = new ImportOutcome.Refused(answer.Fault! with { Class = ClassOf(why), Message = why });
            }
        }

        return reasons.Count == 0 ? [] : [.. some.Where((_, i) => !reasons.Contains(i))];
    }

    private static string ClassOf(string why) =>
        why.Contains("not found", StringComparison.OrdinalIgnoreCase) ? FailureClasses.MissingField : FailureClasses.Validation;

    private static void Settle(IEnumerable<(int Place, byte[] Json)> people, ImportOutcome outcome, ImportOutcome[] outcomes)
    {
        foreach (var (place, _) in people)
        {
            outcomes[place] = outcome;
        }
    }

    private static VendorFault TooLarge => new(FailureClasses.Validation, "TOO_LARGE", $"One person's data exceeds {MostBytes} bytes.");

    private static List<string> Texts(VendorReply reply, string name) =>
        [.. reply.Json.Member(name).Items().Select(each => each.Text()).OfType<string>()];
}
