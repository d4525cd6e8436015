using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/crm/bulk: exports a module into a zipped CSV. A job is done a second after it was asked for.</summary>
internal sealed class ZohoBulkReads(ZohoState state, ZohoLimits limits, WebhookSender sender)
{
    private const int Credits = 50;
    private const int MostRows = 200_000;
    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, ZohoBulkRead> _jobs = [];

    public void Create(Call call)
    {
        if (call.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            new ZohoError("MEDIA_TYPE_NOT_SUPPORTED", "media type is not supported").Answer(call, 415);
            return;
        }

        call.TryJson(out var root);
        root.Has("query", out var query);
        if (!query.Has("module", out var named) || state.Module(named.Text("api_name") ?? "") is not { } module)
        {
            ZohoError.NoModule().Answer(call);
        }
        else if (limits.Admit(call, Credits))
        {
            var job = Start(module, query);
            _jobs[job.Id] = job;
            CallBack(root, job);
            Accept(call, job);
        }
    }

    public void Show(Call call, string id)
    {
        if (_jobs.GetValueOrDefault(id) is not { } job)
        {
            ZohoError.UnknownId(id).Answer(call);
        }
        else if (limits.Admit(call, 1))
        {
            call.Json.WriteStartObject();
            call.Json.WriteStartArray(ZohoNames.Data);
            job.Write(call.Json, state, IsDone(job));
            call.Json.WriteEndArray();
            call.Json.WriteEndObject();
        }
    }

    public void Download(Call call, string id)
    {
        if (_jobs.GetValueOrDefault(id) is not { } job || !IsDone(job))
        {
            ZohoError.UnknownId(id).Answer(call);
        }
        else if (limits.Admit(call, 1))
        {
            call.ContentType = "application/zip";
            call.SetHeader("Content-Disposition", $"attachment; filename={id}.zip");
            using var packed = new MemoryStream();
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = zip.CreateEntry($"{id}.csv").Open())
            {
                entry.Write(Encoding.UTF8.GetBytes(job.Csv));
            }

            call.Answer.Buffer.Put(packed.ToArray());
        }
    }

    public void Clear() => _jobs.Clear();

    private bool IsDone(ZohoBulkRead job) => state.Now - job.Asked >= Takes.TotalMilliseconds;

    /// <summary>The rows are those of the moment in which the job was asked for.</summary>
    private ZohoBulkRead Start(ZohoModule module, JsonElement query)
    {
        var fields = query.Items("fields").Select(JsonRead.AsText).Where(name => name != "id").Select(module.Field).OfType<ZohoField>().ToList();
        var page = Math.Max(1, query.Int("page") ?? 1);
        var all = module.Live.Where(record => record.Converted is null).ToList();
        var rows = all.Skip((page - 1) * MostRows).Take(MostRows).ToList();
        return new ZohoBulkRead(
            state.NextId().ToString(CultureInfo.InvariantCulture), state.Now, module, page, rows.Count, page * MostRows < all.Count,
            ZohoBulkRead.Table(fields.Count == 0 ? module.Fields : fields, rows, state));
    }

    private void CallBack(JsonElement root, ZohoBulkRead job)
    {
        if (root.Has("callback", out var callback) && Uri.TryCreate(callback.Text("url"), UriKind.Absolute, out var target))
        {
            var answer = Answer.Rent();
            job.Write(answer.Json, state, done: true);
            answer.Json.Flush();
            sender.Send(new Webhook(VendorName.Zoho, $"bulk read {job.Id}", target, "application/json;charset=UTF-8", answer.Buffer.Written.ToArray()) { After = Takes });
            answer.Return();
        }
    }

    private void Accept(Call call, ZohoBulkRead job)
    {
        call.Status = 201;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        json.WriteStartObject();
        json.WriteString(ZohoNames.Status, ZohoNames.Ok);
        json.WriteString(ZohoNames.Code, "ADDED_SUCCESSFULLY");
        json.WriteString(ZohoNames.Message, "Added successfully.");
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.Id, job.Id);
        json.WriteString("operation", "read");
        json.WriteString("state", "ADDED");
        json.WritePropertyName("created_by");
        ZohoUser.Sync.WriteShort(json);
        json.WriteString("created_time", state.Time.Iso(job.Asked));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
