using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/import: bulk writes that fire no webhooks, and take effect some time after they were accepted. Keys are snake_case here; keys in
/// the other case are dropped in silence.</summary>
internal sealed class AcImport(AcState state, AcImportWrites writes, AcImportCallback callback)
{
    private const int RealPerMinute = 100;
    private const int RealSinglePerMinute = 20;
    private const int MostContacts = 250;
    private const int MostBytes = 400_000;
    private const int UsualSeconds = 1;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Batch> _batches = [];
    private readonly List<Batch> _waiting = [];
    private readonly Random _random = new(20_261_127);

    /// <summary>Somebody has to come back after so long, for what was queued.</summary>
    public Action<TimeSpan> Later { get; set; } = _ => { };

    /// <summary>Seconds from the acceptance of a batch to its effect.</summary>
    public int Seconds { get; set; } = UsualSeconds;

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

        var batch = new Batch(Guid.NewGuid().ToString(), state.Now + (Seconds * 1_000L), root.Clone());
        _batches[batch.Id] = batch;
        _waiting.Add(batch);
        AcImportAnswers.Accept(call, contacts.Count, batch.Id);
        Later(TimeSpan.FromSeconds(Seconds));
    }

    /// <summary>Carries out what has waited long enough, oldest first.</summary>
    public void Advance()
    {
        foreach (var batch in _waiting.Where(batch => batch.DueAt <= state.Now).ToList())
        {
            _waiting.Remove(batch);
            foreach (var sent in batch.Root.Items("contacts"))
            {
                if (_random.NextDouble() < state.Switches.FailedImports.Share)
                {
                    batch.Failed.Add(sent.Text("email")!);
                }
                else
                {
                    batch.Ids.Add(writes.Apply(sent).Id.Text());
                }
            }

            batch.IsDone = true;
            callback.Send(batch.Root, batch.Id, batch.Ids);
        }
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

    public void Outstanding(Call call) => call.Answer(200, json =>
    {
        json.Each("outstanding", _waiting.Count == 0 ? [] : new[] { _waiting }, waiting =>
        {
            json.WriteStartObject();
            json.WriteString("forDate", state.Time.Iso(state.Now)[..10]);
            json.WriteString("batches", waiting.Count.Text());
            json.WriteString("contacts", waiting.Sum(batch => batch.Root.Items("contacts").Count()).Text());
            json.WriteEndObject();
        });
        json.EmptyArray("recentlyCompleted");
    });

    public void Clear()
    {
        _batches.Clear();
        _waiting.Clear();
        Seconds = UsualSeconds;
        PerMinute.Clear();
        SinglePerMinute.Clear();
        SetLimit(lifted: false);
    }

    public void SetLimit(bool lifted)
    {
        PerMinute.Limit = lifted ? null : RealPerMinute;
        SinglePerMinute.Limit = lifted ? null : RealSinglePerMinute;
    }

    private static void WriteInfo(Utf8JsonWriter json, Batch? batch)
    {
        if (batch is null)
        {
            json.WriteBoolean("status", false);
            return;
        }

        json.WriteString("status", batch.IsDone ? "completed" : "active");
        json.Texts("success", batch.Ids);
        json.Texts("failure", batch.Failed);
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

    private sealed class Batch(string id, long dueAt, JsonElement root)
    {
        public string Id => id;

        public long DueAt => dueAt;

        public JsonElement Root => root;

        public List<string> Ids { get; } = [];

        public List<string> Failed { get; } = [];

        public bool IsDone { get; set; }
    }
}
