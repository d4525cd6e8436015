using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/search: answers from an index that sees a changed record only after a while.</summary>
internal sealed class ZohoSearch(ZohoState state, ZohoReads reads, ZohoSelections selections, ZohoLimits limits)
{
    private const int MostResults = 2_000;
    private static readonly string[] Wanted = ["criteria", "email", "phone", "word"];

    public void Run(Call call, ZohoModule module)
    {
        if (!limits.Admit(call, 1))
        {
            return;
        }

        if (TryFind(call, module, out var found))
        {
            Answer(call, module, found);
        }
        else
        {
            RefuseWithoutParameter(call);
        }
    }

    private void Answer(Call call, ZohoModule module, IEnumerable<ZohoRecord> found)
    {
        var (number, size) = ZohoAnswers.PageOf(call);
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
        var fields = call.Query["fields"] is { Length: > 0 } names ? selections.Of(module, names) : [.. module.Fields];
        reads.WriteRecords(call, fields, [.. all.Skip((number - 1) * size).Take(size)], number, size, number * size < all.Count);
    }

    /// <summary>Only one of the four parameters is used, in a fixed priority; false when there is none.</summary>
    public bool TryFind(Call call, ZohoModule module, out IEnumerable<ZohoRecord> found)
    {
        var query = call.Query;
        var known = query["criteria"] is { Length: > 0 } criteria ? module.Live.Where(ZohoCriteria.Parse(state, module, criteria))
            : query["email"] is { Length: > 0 } email ? ByEmail(module, email)
            : query["phone"] is { Length: >= 3 } phone ? Containing(module, phone, field => field.Type == "phone")
            : query["word"] is { Length: >= 2 } word ? Containing(module, word, field => field.Type is "text" or "email" or "phone" or "textarea")
            : null;
        found = known ?? [];
        return known is not null;
    }

    private IEnumerable<ZohoRecord> ByEmail(ZohoModule module, string email) => state.Switches.SearchEmail.Is("part")
        ? Containing(module, email, field => field.Kind == ZohoKind.Email)
        : module.Fields.Where(field => field is { Kind: ZohoKind.Email, Index: not null }).SelectMany(field => field.Index!.All(email)).Distinct();

    private static void RefuseWithoutParameter(Call call) =>
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

    private static IEnumerable<ZohoRecord> Containing(ZohoModule module, string text, Func<ZohoField, bool> among)
    {
        var fields = module.Fields.Where(among).ToList();
        return module.Live.Where(record => fields.Exists(
            field => field.Of(record) is string value && value.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }
}
