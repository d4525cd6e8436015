using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What holds for all records of one write.</summary>
internal sealed class ZohoBatch(Call call, ZohoModule module, JsonElement root, ZohoState state)
{
    public Utf8JsonWriter Json { get; } = call.Json;

    public ZohoModule Module { get; } = module;

    /// <summary>An assignment rule gives new records their owner.</summary>
    public bool Assigns { get; } = root.Text("lar_id") is { Length: > 0 };

    /// <summary>Records changed since are refused; null when the caller does not mind.</summary>
    public long? UnmodifiedSince { get; } =
        call.Header("If-Unmodified-Since") is { } text && state.Time.TryParse(text, out var at) ? at : null;

    public ZohoExternal? External { get; } = ZohoExternal.Read(call, state, module);

    /// <summary>Some record has been changed since.</summary>
    public bool Stale { get; set; }

    public bool Inserted { get; set; }

    public bool Updated { get; set; }

    /// <summary>An absent trigger runs everything, a list without "workflow" runs no workflow.</summary>
    public static bool MutesWorkflows(JsonElement root) =>
        root.Has("trigger", out var trigger) && trigger.ValueKind == JsonValueKind.Array
        && !trigger.EnumerateArray().Any(each => each.AsText() == "workflow");

    /// <summary>Why a record that was found cannot be written now.</summary>
    public ZohoError? Refuses(ZohoRecord record)
    {
        if (record.Converted is not null)
        {
            return ZohoError.InvalidData("can't update the converted record", json => json.WriteString("id", record.IdText));
        }

        return UnmodifiedSince is { } since && record.Modified / 1000 > since / 1000
            ? new ZohoError("ALREADY_MODIFIED", "Record updated time has already passed if-unmodified-since time")
            : null;
    }

    public ZohoRecord? Find(string text) => External?.OfRecord is { } field ? field.Index!.Oldest(text)
        : ZohoValues.TryId(text, out var id) ? Module.Find(id) : null;
}
