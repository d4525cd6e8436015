using System.Text.Json;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>POST, PUT, upsert and DELETE of records. Every item has its own result, in the order of the request.</summary>
internal sealed class ZohoWrites(ZohoState state, ZohoWriter writer, ZohoNotifier notifier, ZohoLimits limits)
{
    private const int MostRecords = 100;

    private delegate ZohoError? WriteItem(JsonElement item, int index, Batch batch);

    public void Insert(Call call, ZohoModule module) => Run(call, module, InsertItem, 201);

    public void Update(Call call, ZohoModule module) => Run(call, module, (item, index, batch) => UpdateItem(item, index, batch, null), 200);

    public void UpdateOne(Call call, ZohoModule module, string id) =>
        Run(call, module, (item, index, batch) => UpdateItem(item, index, batch, id), 200);

    public void Upsert(Call call, ZohoModule module)
    {
        if (module.Check is null)
        {
            new ZohoError("NOT_SUPPORTED", $"upsert is not supported for {module.Name}").Answer(call);
            return;
        }

        if (!TryChecks(call, module, out var checks))
        {
            ZohoError.InvalidData(details: json => json.WriteString("api_name", "duplicate_check_fields")).Answer(call);
            return;
        }

        Run(call, module, (item, index, batch) => UpsertItem(item, index, batch, checks), 200);
    }

    public void Delete(Call call, ZohoModule module, IReadOnlyList<string> ids)
    {
        if (ids.Count > MostRecords)
        {
            TooMany().Answer(call);
            return;
        }

        if (ids.Count == 0)
        {
            new ZohoError("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing")
            {
                Details = json => json.WriteString("param_name", "ids"),
            }.Answer(call);
            return;
        }

        if (limits.Admit(call, Credits(ids.Count), ids.Count > 10))
        {
            DeleteItems(call, module, ids);
        }
    }

    private static int Credits(int records) => (records + 9) / 10;

    private static ZohoError TooMany() => new("LIMIT_EXCEEDED", "only 100 records can be processed at once")
    {
        Details = json => json.WriteNumber("limit", MostRecords),
    };

    private void Run(Call call, ZohoModule module, WriteItem write, int success)
    {
        if (!call.TryJson(out var root) || !root.Has("data", out var data) || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() == 0)
        {
            ZohoError.Missing("data", 0).Answer(call);
            return;
        }

        var count = data.GetArrayLength();
        call.Records = count;
        if (count > MostRecords)
        {
            TooMany().Answer(call);
        }
        else if (limits.Admit(call, Credits(count), count > 10))
        {
            WriteAll(call, module, data, write, success, root.Text("lar_id") is { Length: > 0 });
        }
    }

    private void WriteAll(Call call, ZohoModule module, JsonElement data, WriteItem write, int success, bool assign)
    {
        var batch = new Batch(call, module, assign, UnmodifiedSince(call));
        var strikes = call.ItemFault is { } fault ? new ItemStrikes(fault, data.GetArrayLength()) : null;
        var failed = 0;
        var index = 0;
        batch.Json.WriteStartObject();
        batch.Json.WriteStartArray(ZohoNames.Data);
        foreach (var item in data.EnumerateArray())
        {
            var error = strikes?.Strikes(index) is true ? Struck(strikes) : write(item, index, batch);
            error?.Write(batch.Json);
            failed += error is null ? 0 : 1;
            batch.Stale |= error?.Code == "ALREADY_MODIFIED";
            index++;
        }

        batch.Json.WriteEndArray();
        batch.Json.WriteEndObject();
        call.Status = failed == 0 ? success : failed < index ? 207 : batch.Stale ? 412 : 400;
    }

    private static ZohoError Struck(ItemStrikes strikes) => strikes.Kind is FaultKind.Lock
        ? new ZohoError(strikes.Code ?? "RECORD_LOCKED", "record is locked")
        : new ZohoError(strikes.Code ?? "INTERNAL_ERROR", "Internal Server Error");

    private long? UnmodifiedSince(Call call) =>
        call.Header("If-Unmodified-Since") is { } text && state.Time.TryParse(text, out var at) ? at : null;

    private ZohoError? InsertItem(JsonElement item, int index, Batch batch)
    {
        var error = writer.Read(batch.Module, null, item, index) ?? writer.Collision(null, index);
        if (error is null)
        {
            ZohoResult.Write(batch.Json, state, writer.Insert(batch.Module, ZohoUser.Sync, batch.Assign), true);
        }

        return error;
    }

    private ZohoError? UpdateItem(JsonElement item, int index, Batch batch, string? givenId)
    {
        var idText = givenId ?? item.Text("id") ?? string.Empty;
        if (!ZohoValues.TryId(idText, out var id) || batch.Module.Find(id) is not { } record)
        {
            return idText.Length == 0 ? ZohoError.Missing("id", index) : ZohoError.UnknownId(idText);
        }

        var error = Unwritable(record, batch) ?? writer.Read(batch.Module, record, item, index) ?? writer.Collision(record, index);
        if (error is null)
        {
            writer.Update(record, ZohoUser.Sync);
            ZohoResult.Write(batch.Json, state, record, false);
        }

        return error;
    }

    /// <summary>Mandatory fields matter only for a new record.</summary>
    private ZohoError? UpsertItem(JsonElement item, int index, Batch batch, IReadOnlyList<ZohoField> checks)
    {
        if (writer.Scan(batch.Module, item) is { } unreadable)
        {
            return unreadable;
        }

        var (existing, field) = FindExisting(checks, batch.Module);
        var error = existing is null ? null : Unwritable(existing, batch);
        error ??= writer.ReadScanned(batch.Module, existing, item, index) ?? writer.Collision(existing, index);
        if (error is not null)
        {
            return error;
        }

        if (existing is not null)
        {
            writer.Update(existing, ZohoUser.Sync);
        }

        var record = existing ?? writer.Insert(batch.Module, ZohoUser.Sync, batch.Assign);
        ZohoResult.WriteUpserted(batch.Json, state, record, existing is null, field?.Name);
        return null;
    }

    /// <summary>Several may match; the oldest is taken. Converted leads are not found.</summary>
    private (ZohoRecord? Record, ZohoField? Field) FindExisting(IReadOnlyList<ZohoField> checks, ZohoModule module)
    {
        if (writer.SentId is { } id && ZohoValues.TryId(id, out var known) && module.Find(known) is { } named)
        {
            return (named, null);
        }

        foreach (var field in checks)
        {
            if (field.Index!.Oldest(writer.SentText(field)) is { } found)
            {
                return (found, field);
            }
        }

        return (null, null);
    }

    private static ZohoError? Unwritable(ZohoRecord record, Batch batch)
    {
        if (record.Converted is not null)
        {
            return ZohoError.InvalidData("can't update the converted record", json => json.WriteString("id", record.IdText));
        }

        return batch.UnmodifiedSince is { } since && record.Modified / 1000 > since / 1000
            ? new ZohoError("ALREADY_MODIFIED", "Record updated time has already passed if-unmodified-since time")
            : null;
    }

    /// <summary>
    /// The order in which fields are checked: those named, then the unique ones. The module's own field counts only
    /// when it is named or when none is.
    /// </summary>
    private static bool TryChecks(Call call, ZohoModule module, out IReadOnlyList<ZohoField> checks)
    {
        call.TryJson(out var root);
        var named = root.Items("duplicate_check_fields").Select(each => module.Field(each.AsText())).ToList();
        checks = named.Count == 0
            ? [module.Check!, .. module.Uniques]
            : [.. named.OfType<ZohoField>().Union(module.Uniques)];
        return named.TrueForAll(field => field is not null && (field == module.Check || field.Unique));
    }

    private void DeleteItems(Call call, ZohoModule module, IReadOnlyList<string> ids)
    {
        call.Records = ids.Count;
        var failed = 0;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var text in ids)
        {
            if (ZohoValues.TryId(text, out var id) && module.Find(id) is { } record)
            {
                notifier.Removed(record, ZohoUser.Sync);
                module.Remove(record, ZohoUser.Sync, state.Now);
                ZohoResult.WriteDeleted(json, text);
            }
            else
            {
                failed++;
                ZohoError.InvalidData("record not deleted", details => details.WriteString("id", text)).Write(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        call.Status = failed == 0 ? 200 : failed < ids.Count ? 207 : 400;
    }

    private sealed class Batch(Call call, ZohoModule module, bool assign, long? unmodifiedSince)
    {
        public Utf8JsonWriter Json { get; } = call.Json;

        public ZohoModule Module { get; } = module;

        public bool Assign { get; } = assign;

        public long? UnmodifiedSince { get; } = unmodifiedSince;

        public bool Stale { get; set; }
    }
}
