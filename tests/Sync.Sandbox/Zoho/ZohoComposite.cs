using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// /__composite_requests: up to five calls in one, where a later one may refer to the answer of an earlier one, and where all can be taken
/// back when one fails.
/// </summary>
internal sealed class ZohoComposite(ZohoState state, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int MostRequests = 5;
    private const int Weight = 5;

    /// <param name="route">Answers an inner call.</param>
    public void Run(Call call, Action<Call> route)
    {
        call.TryJson(out var root);
        var requests = root.Items("__composite_requests").ToList();
        var rollsBack = IsTrue(root, "rollback_on_fail");
        if (Refusal(requests, rollsBack && (IsTrue(root, "parallel_execution") || IsTrue(root, "concurrent_execution"))) is { } error)
        {
            error.Answer(call);
        }
        else if (limits.Admit(call, rollsBack ? 2 : 1, heavy: true, Weight))
        {
            RunAll(call, requests, rollsBack, route);
        }
    }

    private static bool IsTrue(JsonElement json, string name) => json.Has(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static ZohoError? Refusal(List<JsonElement> requests, bool ambiguous)
    {
        if (requests.Count is 0 or > MostRequests)
        {
            return requests.Count == 0
                ? ZohoError.Missing("__composite_requests", 0)
                : ZohoError.InvalidData(details: json => json.WriteNumber("maximum_length", MostRequests));
        }

        return ambiguous
            ? new ZohoError("AMBIGUITY_DURING_PROCESSING", "rollback_on_fail and parallel_execution cannot both be true")
            : null;
    }

    private void RunAll(Call call, List<JsonElement> requests, bool rollsBack, Action<Call> route)
    {
        var undo = rollsBack ? new ZohoUndo() : null;
        TakeNote(undo);
        var results = new List<ZohoSubResult>();
        foreach (var request in requests)
        {
            results.Add(ZohoSubResult.Of(call, request, results, route));
            if (rollsBack && results[^1].Failed)
            {
                break;
            }
        }

        TakeNote(null);
        var failed = rollsBack && results[^1].Failed;
        if (failed)
        {
            undo!.Run();
            notifier.Discard();
        }

        Answer(call, results, requests.Count, failed);
    }

    private void TakeNote(ZohoUndo? undo)
    {
        foreach (var module in state.Modules)
        {
            module.Undo = undo;
        }
    }

    /// <summary>A call that ran counts as executed whatever it was answered, unless all have been taken back.</summary>
    private static void Answer(Call call, List<ZohoSubResult> results, int requested, bool rolledBack)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("__composite_requests");
        for (var index = 0; index < requested; index++)
        {
            if (rolledBack && index != results.Count - 1)
            {
                Ended(index < results.Count ? "ROLLBACK_PERFORMED" : "PROCESSING_STOPPED", results.Count - 1).Write(json);
            }
            else
            {
                results[index].Write(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        var ran = results.Count(result => result.Ran);
        call.Status = rolledBack || ran == 0 ? 400 : ran < requested ? 207 : 200;
    }

    private static ZohoError Ended(string code, int by) =>
        new(code, "the transaction was rolled back since another sub request in the same transaction failed.")
        {
            Details = json => json.WriteNumber("rollbacked_by_sub_request_index", by),
        };
}
