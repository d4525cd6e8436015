using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/search: answers from an index that sees a changed record only after a while.</summary>
internal sealed class ZohoSearch(ZohoState state, ZohoReads reads, ZohoLimits limits)
{
    private const int MostResults = 2_000;
    private static readonly string[] Wanted = ["criteria", "email", "phone", "word"];

    public void Run(Call call, ZohoModule module)
    {
        if (!limits.Admit(call, 1))
        {
            return;
        }

        try
        {
            if (Find(call, module) is { } found)
            {
                Answer(call, module, found);
            }
        }
        catch (CoqlException mistake)
        {
            mistake.Error.Answer(call);
        }
    }

    private void Answer(Call call, ZohoModule module, IEnumerable<ZohoRecord> found)
    {
        var (number, size) = ZohoReads.PageOf(call);
        if (number * size > MostResults)
        {
            new ZohoError("LIMIT_REACHED", "only the first 2000 results can be read") { Details = json => json.WriteNumber("limit", MostResults) }
                .Answer(call);
            return;
        }

        var seen = state.Now - (long)state.SearchLag.TotalMilliseconds;
        var converted = call.Query["converted"] ?? "false";
        var all = found.Where(record => record.Modified <= seen
            && (converted == "both" || (record.Converted is not null) == (converted == "true"))).Take(MostResults).ToList();
        var fields = call.Query["fields"] is { Length: > 0 } names ? reads.Select(module, names) : [.. module.Fields];
        reads.WriteRecords(call, fields, [.. all.Skip((number - 1) * size).Take(size)], number, size, number * size < all.Count);
    }

    /// <summary>Only one of the four parameters is used, in a fixed priority.</summary>
    private static IEnumerable<ZohoRecord>? Find(Call call, ZohoModule module)
    {
        var query = call.Query;
        if (query["criteria"] is { Length: > 0 } criteria)
        {
            return module.Live.Where(ZohoCriteria.Parse(module, criteria));
        }

        if (query["email"] is { Length: > 0 } email)
        {
            return module.Fields.Where(field => field is { Type: "email", Index: not null }).SelectMany(field => field.Index!.All(email)).Distinct();
        }

        if (query["phone"] is { Length: >= 3 } phone)
        {
            return Containing(module, phone, field => field.Type == "phone");
        }

        if (query["word"] is { Length: >= 2 } word)
        {
            return Containing(module, word, field => field.Type is "text" or "email" or "phone" or "textarea");
        }

        new ZohoError("EXPECTED_PARAM_MISSING", "One of the expected parameter is missing")
        {
            Details = json =>
            {
                json.WriteStartArray("param_names");
                foreach (var name in Wanted)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            },
        }.Answer(call);
        return null;
    }

    private static IEnumerable<ZohoRecord> Containing(ZohoModule module, string text, Func<ZohoField, bool> among)
    {
        var fields = module.Fields.Where(among).ToList();
        return module.Live.Where(record => fields.Exists(
            field => field.Of(record) is string value && value.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }
}
