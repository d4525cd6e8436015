using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes a page of a list with the token of the next.</summary>
internal static class ZohoPageJson
{
    public static void Write(Call call, ZohoState state, ZohoJson recordJson, ZohoField[] fields, ZohoPage page)
    {
        call.Records = page.Records.Count;
        if (page.Records.Count == 0)
        {
            call.Status = call.Header("If-Modified-Since") is null ? 204 : 304;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var record in page.Records)
        {
            recordJson.Write(json, record, fields);
        }

        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("per_page", page.Size);
        json.WriteString("next_page_token", page.NextToken);
        json.WriteNumber("count", page.Records.Count);
        json.WriteString("sort_by", page.SortBy);
        json.WriteNumber("page", page.Number);
        json.WriteNull("previous_page_token");
        json.WriteString("page_token_expiry", page.NextToken is null ? null : state.Time.Iso(page.TokenExpiry));
        json.WriteString("sort_order", page.SortOrder);
        json.WriteBoolean("more_records", page.NextToken is not null);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
