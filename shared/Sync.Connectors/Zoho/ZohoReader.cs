using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Finds people by address and reads records by id.</summary>
internal sealed class ZohoReader(ZohoClient client, ZohoFieldTypes fieldTypes)
{
    private const int IdsPerCall = 100;

    // Source: "Get Records": at most 50 field names a call; one is the address.
    private const int FieldsPerCall = 49;

    /// <summary>Best first: a qualified person comes before an unqualified one with the same address.</summary>
    public static IReadOnlyList<string> PersonModules { get; } = ["Contacts", "Leads"];

    public const string Companies = "Accounts";

    private static readonly HashSet<string> WithoutAddress = ["Accounts", "Deals", "Tasks", "Events", "Calls", "Notes"];

    public async Task<VendorFault?> Prove(CancellationToken ct)
    {
        foreach (var module in PersonModules)
        {
            if ((await fieldTypes.Present(module, [], ct)).Fault is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        if (fields.FirstOrDefault(field => !ZohoNames.IsField(field)) is { } wrong)
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(NoField(wrong));
        }

        var wanted = emails.Select(Address.Fold).OfType<string>().Distinct().ToList();
        var found = new Dictionary<string, FoundRecord>(StringComparer.Ordinal);
        foreach (var module in PersonModules)
        {
            if (await FindAll(module, [.. wanted.Where(email => !found.ContainsKey(email))], fields, found, ct) is { } fault)
            {
                return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
            }
        }

        return Ok(wanted.Where(found.ContainsKey).Select(email => found[email]));
    }

    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        // Zoho refuses a whole call because of one id that cannot be one; nobody has such a record.
        var ids = recordIds.Select(ZohoNames.RecordId).OfType<string>().Distinct().ToList();
        var found = new Dictionary<string, FoundRecord>(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return Ok([]);
        }

        if (!(await fieldTypes.Present(module, fields, ct)).TryGet(out var present, out var unknown))
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(unknown);
        }

        foreach (var some in ids.Chunk(IdsPerCall))
        {
            foreach (var asked in present.Distinct().Chunk(FieldsPerCall).DefaultIfEmpty([]))
            {
                if (await ReadInto(module, some, asked, found, ct) is { } fault)
                {
                    return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
                }
            }
        }

        return Ok(ids.Where(found.ContainsKey).Select(id => found[id]));
    }

    private async Task<VendorFault?> FindAll(
        string module, string[] emails, IReadOnlyCollection<string> fields, Dictionary<string, FoundRecord> found, CancellationToken ct)
    {
        if (emails.Length == 0)
        {
            return null;
        }

        if (!(await fieldTypes.Present(module, fields, ct)).TryGet(out var present, out var fault))
        {
            return fault;
        }

        foreach (var some in emails.Chunk(ZohoCoql.MostAddresses))
        {
            if (await FindIn(module, some, present, found, ct) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    // Oldest first: of several with one address the first stays, and once every address has one, what follows cannot matter.
    private async Task<VendorFault?> FindIn(
        string module, string[] emails, IReadOnlyCollection<string> fields, Dictionary<string, FoundRecord> found, CancellationToken ct)
    {
        for (var offset = 0; emails.Any(email => !found.ContainsKey(email)); offset += ZohoCoql.PageSize)
        {
            var query = ZohoCoql.ByAddress(module, emails, fields, offset);
            var sent = await client.Query("coql", JsonBody.Of(json => json.WriteString("select_query", query)), ct);
            if (!ZohoRows.Of(sent).TryGet(out var answer, out var fault))
            {
                return fault;
            }

            foreach (var row in answer.Items)
            {
                var record = ZohoRow.Found(row, module, fields);
                if (record is { Email: { } email } && emails.Contains(email))
                {
                    found.TryAdd(email, record);
                }
            }

            if (!answer.More || answer.Items.Count == 0)
            {
                return null;
            }

            if (offset > ZohoCoql.FarthestOffset)
            {
                return new VendorFault(FailureClasses.VendorFault, "TOO_MANY_ROWS", $"{module} has no end of records with one address.");
            }
        }

        return null;
    }

    private async Task<VendorFault?> ReadInto(
        string module, string[] ids, string[] fields, Dictionary<string, FoundRecord> found, CancellationToken ct)
    {
        var columns = fields.Append(WithoutAddress.Contains(module) ? "id" : "Email").Distinct().Select(Uri.EscapeDataString);
        var sent = await client.Get($"{Uri.EscapeDataString(module)}?ids={string.Join(',', ids)}&fields={string.Join(',', columns)}", ct);
        if (!ZohoRows.Of(sent).TryGet(out var answer, out var fault))
        {
            return fault;
        }

        foreach (var record in answer.Items.Select(row => ZohoRow.Found(row, module, fields)).OfType<FoundRecord>())
        {
            found[record.RecordId] = found.TryGetValue(record.RecordId, out var half) ? ZohoRow.Join(half, record) : record;
        }

        return null;
    }

    private static VendorFault NoField(string name) =>
        new(FailureClasses.Validation, "INVALID_FIELD", $"'{name}' cannot be the API name of a Zoho field.") { Field = name };

    private static CallResult<IReadOnlyList<FoundRecord>> Ok(IEnumerable<FoundRecord> records) =>
        CallResult<IReadOnlyList<FoundRecord>>.Ok([.. records]);
}
