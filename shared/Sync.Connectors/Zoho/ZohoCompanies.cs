using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>Finds companies by the domain of their web site.</summary>
internal sealed class ZohoCompanies(ZohoClient client, ZohoFieldTypes fieldTypes)
{
    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> domains, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        if (!(await fieldTypes.Present(ZohoReader.Companies, fields, ct)).TryGet(out var present, out var fault))
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
        }

        var found = new List<FoundRecord>();
        foreach (var domain in domains.Distinct())
        {
            var query = ZohoCoql.ByWebsite(ZohoReader.Companies, domain, present);
            var sent = await client.Query("coql", JsonBody.Of(json => json.WriteString("select_query", query)), ct);
            if (!ZohoRows.Of(sent).TryGet(out var answer, out fault))
            {
                return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
            }

            // Oldest first: of several the first stays.
            var row = answer.Items.FirstOrDefault(row => IsOf(row.Member("Website").Text(), domain));
            if (row.ValueKind != default && ZohoRow.Found(row, ZohoReader.Companies, present) is { } record)
            {
                found.Add(record with { Email = domain });
            }
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok(found);
    }

    /// <summary>The site is at the domain or below it: <c>https://www.acme.test/de</c> is of acme.test, and notacme.test is not.</summary>
    private static bool IsOf(string? site, string domain)
    {
        var text = site?.Trim() ?? "";
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.IdnHost.Equals(domain, StringComparison.OrdinalIgnoreCase)
                || uri.IdnHost.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
    }
}
