namespace Sync.Connectors.Zoho;

/// <summary>Which fields are asked for, and in how many calls: one takes at most fifty names. Pure.</summary>
/// <param name="Wanted">What the caller gets.</param>
/// <param name="First">Asked for in the first call, with what every record needs beside it.</param>
/// <param name="Rest">Asked for by id afterwards.</param>
internal sealed record ZohoColumns(IReadOnlyList<string> Wanted, string First, IReadOnlyList<string> Rest)
{
    // Source: "Get Records": at most 50 field names a call.
    private const int Most = 50;

    private static readonly string[] Unaddressed = ["Accounts", "Deals", "Tasks", "Events", "Calls", "Notes"];

    // Files and tables within a record are no values.
    private static readonly HashSet<string> Unreadable = ["subform", "fileupload", "imageupload", "profileimage"];

    /// <param name="fields">Those asked for, or null for all.</param>
    /// <param name="types">Every field of the module with its type; empty if that may not be read.</param>
    /// <param name="more">Fields that the question itself needs.</param>
    public static ZohoColumns Of(
        string module, IReadOnlyCollection<string>? fields, IReadOnlyDictionary<string, string> types, params string[] more)
    {
        List<string> wanted = [.. (fields ?? [.. types.Where(type => !Unreadable.Contains(type.Value)).Select(type => type.Key)])
            .Where(field => field != "id" && (types.Count == 0 || types.ContainsKey(field))).Where(ZohoNames.IsField).Distinct()];
        string[] always = [.. more, "Modified_Time", .. Unaddressed.Contains(module) ? Array.Empty<string>() : ["Email"]];
        var chunks = always.Concat(wanted).Distinct().Chunk(Most).Select(chunk => string.Join(',', chunk)).ToList();
        return new ZohoColumns(wanted, chunks[0], chunks[1..]);
    }
}
