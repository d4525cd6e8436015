using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/import: bulk writes that fire no webhooks. Keys are snake_case here; keys in the other case are dropped in silence.</summary>
internal sealed class AcImport(AcState state, AcContactWrites writes)
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
            LimitReached(call, contacts.Count == 1 ? RealSinglePerMinute : RealPerMinute);
            return;
        }

        var failures = Check(contacts, call.Body.Length);
        if (failures.Count > 0)
        {
            Refuse(call, failures);
            return;
        }

        var batch = new Batch(state.Now, [.. contacts.Select(sent => Apply(sent).Id.Text())]);
        var id = Guid.NewGuid().ToString();
        _batches[id] = batch;
        Accept(call, contacts.Count, id);
    }

    /// <summary>The state of one batch; false right after it was queued, as the vendor answers.</summary>
    public void Info(Call call)
    {
        if (call.Query["batchId"] is not { Length: > 0 } id)
        {
            Answer(call.Restart(400), 0, "'batchId' is a required field.");
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        if (_batches.GetValueOrDefault(id) is not { } batch)
        {
            json.WriteBoolean("status", false);
        }
        else
        {
            var done = state.Now - batch.Queued > 1_000;
            json.WriteString("status", done ? "completed" : "active");
            WriteTexts(json, "success", done ? batch.Ids : []);
            WriteTexts(json, "failure", []);
        }

        json.WriteEndObject();
    }

    public static void Outstanding(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.EmptyArray("outstanding");
        call.Json.EmptyArray("recentlyCompleted");
        call.Json.WriteEndObject();
    }

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

    private AcContact Apply(JsonElement sent)
    {
        var email = sent.Text("email")!.Trim();
        var contact = state.Find(email) ?? state.Create(email);
        contact.FirstName = sent.Text("first_name") ?? contact.FirstName;
        contact.LastName = sent.Text("last_name") ?? contact.LastName;
        contact.Phone = sent.Text("phone") ?? contact.Phone;
        contact.OrgName = sent.Text("customer_acct_name") ?? contact.OrgName;
        writes.SetByName(contact, default);
        foreach (var field in sent.Items("fields"))
        {
            if (field.Int("id") is { } id && state.Fields.ContainsKey(id))
            {
                state.SetValue(contact, id, field.Text("value") ?? string.Empty);
            }
        }

        foreach (var tag in sent.Items("tags"))
        {
            state.AddTag(contact, state.FindTag(tag.AsText()) ?? state.AddTag(tag.AsText()));
        }

        SetLists(contact, sent);
        return contact;
    }

    /// <summary>An import cannot bring back who has unsubscribed.</summary>
    private void SetLists(AcContact contact, JsonElement sent)
    {
        foreach (var (name, status) in new[] { ("subscribe", 1), ("unsubscribe", 2) })
        {
            foreach (var item in sent.Items(name))
            {
                var optedOut = contact.Lists.Exists(link => link.List.Id == item.Int("listid") && link.Status == 2);
                if (item.Int("listid") is { } id && state.Lists.TryGetValue(id, out var list) && !optedOut)
                {
                    state.SetList(contact, list, status);
                }
            }
        }
    }

    private static void Accept(Call call, int queued, string batch)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteNumber("success", 1);
        json.WriteNumber("queued_contacts", queued);
        json.WriteString("batchId", batch);
        json.WriteString("message", "Contact import queued");
        json.WriteEndObject();
    }

    private static void Refuse(Call call, List<(int Contact, string Reason)> failures)
    {
        var json = call.Restart(400);
        json.WriteStartObject();
        json.WriteNumber("success", 0);
        json.WriteString("message", "JSON payload did not pass validation. Please check the failureReasons.");
        json.WriteStartArray("failureReasons");
        foreach (var (contact, reason) in failures)
        {
            json.WriteStartObject();
            json.WriteNumber("contact", contact);
            json.WriteString("failureReason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Too many imports are a 400 here, not a 429.</summary>
    private static void LimitReached(Call call, int limit)
    {
        var json = call.Restart(400);
        json.WriteStartObject();
        json.WriteNumber("success", 0);
        json.WriteString("message", "Rate limit exceeded.");
        WriteTexts(json, "failureReasons", [$"Up to {limit} imports can be requested per minute."]);
        json.WriteEndObject();
    }

    private static void Answer(Utf8JsonWriter json, int success, string message)
    {
        json.WriteStartObject();
        json.WriteNumber("success", success);
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private sealed record Batch(long Queued, IReadOnlyList<string> Ids);
}
