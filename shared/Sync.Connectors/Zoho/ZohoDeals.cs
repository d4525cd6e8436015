using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Looks at the deals of a contact. Source: "Get Related Records".</summary>
internal sealed class ZohoDeals(ZohoClient client)
{
    private const string Deals = "Deals";
    private const int MostPages = 5;

    public async Task<CallResult<IReadOnlyCollection<string>>> Open(RecordLink person, IReadOnlyCollection<string> closedStages, CancellationToken ct)
    {
        if (person.Module != "Contacts")
        {
            return Failed(new VendorFault(FailureClasses.Validation, Operation.NeedsContact, "A lead has no deals."));
        }

        var open = new List<string>();
        for (var page = 1; page <= MostPages; page++)
        {
            var read = ZohoRows.Of(await client.Get(
                $"{person.Module}/{Uri.EscapeDataString(person.RecordId)}/{Deals}?fields=Stage&per_page=200&page={page}", ct), Deals);
            if (!read.TryGet(out var rows, out var fault))
            {
                return Failed(fault);
            }

            open.AddRange(rows.Items.Where(deal => !closedStages.Contains(deal.Member("Stage").Text() ?? "")).Select(deal => deal.Member("id").Text() ?? ""));
            if (!rows.More)
            {
                break;
            }
        }

        return CallResult<IReadOnlyCollection<string>>.Ok(open);
    }

    private static CallResult<IReadOnlyCollection<string>> Failed(VendorFault fault) => CallResult<IReadOnlyCollection<string>>.Failed(fault);
}
