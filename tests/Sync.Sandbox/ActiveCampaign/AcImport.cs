using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/import: bulk writes that fire no webhooks. Keys are snake_case here; keys in the other case are dropped in silence.</summary>
internal sealed class AcImport(AcState state, AcImportWrites writes, AcImportCallback callback)
{
    private const int RealPerMinute = 100;
    private const int RealSinglePerMinute = 20;
    private const int MostContacts = 250;
    private const int MostBytes = 400_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Batch> _batches = [];

    /// <summary>100 imports a minute, and only 20 of one contact each.</summary>
    public SlidingLimit PerMinute { get; } = new(state.Clock, Minute) { Limit = RealPerMinute };

    public SlidingLimit SinglePerMinute { get; } = new(state.Clock, Minute) { Limit = RealSinglePerMinute };

    public void Import(Call call)
    {
        call.TryJson(out var root);
        var contacts = root.Items("contacts").ToList();
        call.Records = contacts.Count;
        if (!PerMinute.TryTake() || (contacts.Count == 1 && !SinglePerMinute.TryTake()))
        {
            AcImportAnswers.LimitReached(call, contacts.Count == 1 ? RealSinglePerMinute : RealPerMinute);
            return;
        }

        var failures = Check(contacts, call.Body.Length);
        if (failures.Count > 0)
        {
            AcImportAnswers.Refuse(call, failures);
            return;
        }

        var batch = new Batch(state.Now, [.. contacts.Select(sent => writes.Apply(sent).Id.Text())]);
        var id = Guid.NewGuid().ToString();
        _batches[id] = batch;
        AcImportAnswers.Accept(call, contacts.Count, id);
        callback.Send(root, id, batch.Ids);
    }

    /// <summary>The state of one batch; false right after it was queued, as the vendor answers.</summary>
    public void Info(Call call)
    {
        if (call.Query["batchId"] is not { Length: > 0 } id)
        {
            call.Answer(400, json =>
            {
                json.WriteNumber("success", 0);
                json.WriteString("message", "'batchId' is a required field.");
            });
            return;
        }

        call.Answer(200, json => WriteInfo(json, _batches.GetValueOrDefault(id)));
    }

    public static void Outstanding(Call call) => call.Answer(200, json =>
    {
        json.EmptyArray("outstanding");
        json.EmptyArray("recentlyCompleted");
    });

    public void Clear()
    {
        _batches.Clear();
        PerMinute.Clear();
        SinglePerMinute.Clear();
        SetLimit(lifted: false);
    }

    public void SetLimit(bool lifted)
    {
        PerMinute.Limit = lifted ? null : RealPerMinute;
        SinglePerMinute.Limit = lifted ? null : RealSinglePerMinute;
    }

    private void WriteInfo(Utf8JsonWriter json, Batch? batch)
    {
        if (batch is null)
        {
            json.WriteBoolean("status", false);
            return;
        }

        var done = state.Now - batch.Queued > 1_000;
        json.WriteString("status", done ? "completed" : "active");
        json.Texts("success", done ? batch.Ids : []);
        json.EmptyArray("failure");
    }

    /// <summary>All or nothing: one bad contact refuses the whole request. Contacts are counted from 1.</summary>
    private static List<(int Contact, string Reason)> Check(List<JsonElement> contacts, int bytes)
    {
        var failures = new List<(int, string)>();
        if (contacts.Count is 0 or > MostContacts || bytes >= MostBytes)
        {
            failures.Add((0, $"Between 1 and {MostContacts} contacts in less than {MostBytes} bytes are allowed"));
        }

        for (var i = 0; i < contacts.Count; i++)
        {
            var email = contacts[i].Text("email")?.Trim();
            if (string.IsNullOrEmpty(email))
            {
                failures.Add((i + 1, "Field 'email' not found"));
            }
            else if (!EmailAddress.IsValid(email))
            {
                failures.Add((i + 1, $"Field 'email' has an invalid value: {email}"));
            }
        }

        return failures;
    }

    private sealed record Batch(long Queued, IReadOnlyList<string> Ids);
}
