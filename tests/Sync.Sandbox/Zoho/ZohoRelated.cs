using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Lists of records that point to a record, and the number of records of a module.</summary>
internal sealed class ZohoRelated(ZohoState state, ZohoReads reads, ZohoSelections selections, ZohoSearch search, ZohoLimits limits)
{
    /// <summary>Records of another module that point at this one.</summary>
    public void List(Call call, ZohoModule parent, string idText, string list)
    {
        if (state.Module(list) is not { } module)
        {
            ZohoError.InvalidData("the relation name given seems to be invalid").Answer(call);
            return;
        }

        if (!limits.Admit(call, 1) || !selections.TryRead(call, module, out var fields))
        {
            return;
        }

        var about = ZohoValues.TryId(idText, out var id) ? parent.Find(id) : null;
        var lookups = module.Fields.Where(field => field is { Kind: ZohoKind.Lookup, ReadOnly: false }).ToList();
        var found = about is null ? [] : module.Live.Where(record => lookups.Exists(field => record[field.Ordinal] == about)).ToList();
        var (number, size) = ZohoAnswers.PageOf(call);
        reads.WriteRecords(call, fields, [.. found.Skip((number - 1) * size).Take(size)], number, size, number * size < found.Count);
    }

    /// <summary>All open records, or those that a search would find.</summary>
    public void Count(Call call, ZohoModule module)
    {
        if (!limits.Admit(call, 1))
        {
            return;
        }

        var found = search.TryFind(call, module, out var wanted) ? wanted : module.Live;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("count", found.Count(record => record.Converted is null));
        call.Json.WriteEndObject();
    }
}
