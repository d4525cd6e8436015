using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>POST and PUT of records. Every item has its own result, in the order of the request.</summary>
internal sealed class ZohoWrites(ZohoState state, ZohoWriter writer, ZohoNotifier notifier, ZohoLimits limits)
{
    public const int MostRecords = 100;

    public delegate ZohoError? WriteItem(JsonElement item, int index, ZohoBatch batch);

    public void Insert(Call call, ZohoModule module) => Run(call, module, InsertItem, 201);

    public void Update(Call call, ZohoModule module) => Run(call, module, (item, index, batch) => UpdateItem(item, index, batch, null), 200);

    public void UpdateOne(Call call, ZohoModule module, string id) =>
        Run(call, module, (item, index, batch) => UpdateItem(item, index, batch, id), 200);

    /// <summary>Writes each item of <c>data</c>, if the call may come in at all.</summary>
    /// <param name="success">Status when no item failed.</param>
    public void Run(Call call, ZohoModule module, WriteItem write, int success)
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
            notifier.Muted = ZohoBatch.MutesWorkflows(root);
            WriteAll(call, new ZohoBatch(call, module, root, state), data, write, success);
        }
    }

    public static int Credits(int records) => (records + 9) / 10;

    public static ZohoError TooMany() => new("LIMIT_EXCEEDED", "only 100 records can be processed at once")
    {
        Details = json => json.WriteNumber("limit", MostRecords),
    };

    /// <summary>The status of a call by what became of its items.</summary>
    public int Status(int items, int failed, int success) => failed == 0 ? success
        : failed < items ? int.Parse(state.Switches.PartialStatus.Value, CultureInfo.InvariantCulture) : 400;

    private void WriteAll(Call call, ZohoBatch batch, JsonElement data, WriteItem write, int success)
    {
        var strikes = call.ItemFault is { } fault ? new ItemStrikes(fault, data.GetArrayLength()) : null;
        var failed = 0;
        var index = 0;
        writer.External = batch.External;
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
        var status = Status(index, failed, batch is { Inserted: true, Updated: false } ? InsertStatus(success) : success);
        call.Status = failed == index && batch.Stale ? 412 : status;
    }

    /// <summary>For an upsert that has only inserted.</summary>
    private int InsertStatus(int success) =>
        success == 200 ? int.Parse(state.Switches.InsertStatus.Value, CultureInfo.InvariantCulture) : success;

    private static ZohoError Struck(ItemStrikes strikes) => strikes.Kind is FaultKind.Lock
        ? new ZohoError(strikes.Code ?? "RECORD_LOCKED", "record is locked")
        : new ZohoError(strikes.Code ?? "INTERNAL_ERROR", "Internal Server Error");

    private ZohoError? InsertItem(JsonElement item, int index, ZohoBatch batch)
    {
        var error = writer.Read(batch.Module, null, item, index);
        if (error is null)
        {
            ZohoResult.Write(batch.Json, state, writer.Insert(batch.Module, ZohoUser.Sync, batch.Assigns), true);
        }

        return error;
    }

    private ZohoError? UpdateItem(JsonElement item, int index, ZohoBatch batch, string? givenId)
    {
        var named = givenId ?? item.Text("id") ?? string.Empty;
        if (batch.Find(named) is not { } record)
        {
            return named.Length == 0 ? ZohoError.Missing("id", index) : ZohoError.UnknownId(named);
        }

        var error = batch.Refuses(record) ?? writer.Read(batch.Module, record, item, index);
        if (error is null)
        {
            writer.Update(record, ZohoUser.Sync);
            ZohoResult.Write(batch.Json, state, record, false);
        }

        return error;
    }
}
