using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The filters and orders of the deal list.</summary>
internal sealed class AcDealFilter(AcState state)
{
    public List<AcDeal> Find(QueryText query)
    {
        var matches = query.Pairs.Where(pair => pair.Key.StartsWith("filters[", StringComparison.Ordinal) && pair.Value.Length > 0)
            .Select(pair => Condition(pair.Key[8..].TrimEnd(']'), pair.Value, query)).OfType<Predicate<AcDeal>>().ToList();
        var found = state.Sales.Deals.Values.Where(deal => matches.TrueForAll(match => match(deal))).ToList();
        Sort(found, query);
        return found;
    }

    private Predicate<AcDeal>? Condition(string name, string value, QueryText query) => name switch
    {
        "search" => Search(value, query["filters[search_field]"] ?? "all"),
        "title" => deal => deal.Title.Contains(value, StringComparison.OrdinalIgnoreCase),
        "stage" => deal => deal.Stage.Id.Text() == value,
        "group" => deal => deal.Stage.Pipeline.Id.Text() == value,
        "status" => deal => deal.Status.Text() == value,
        "owner" => deal => deal.Owner.Text() == value,
        "organization" => deal => deal.Account?.Id.Text() == value,
        "nextdate_range" => NextDate(value),
        // Whole units here, though everything else counts cents.
        "minimum_value" => AcMoney.TryRead(value, out var least) ? deal => deal.Value / 100 >= least : null,
        "maximum_value" => AcMoney.TryRead(value, out var most) ? deal => deal.Value / 100 <= most : null,
        "created_before" => Time(value, (deal, time) => deal.Created < time),
        "created_after" => Time(value, (deal, time) => deal.Created > time),
        "updated_before" => Time(value, (deal, time) => deal.Modified < time),
        "updated_after" => Time(value, (deal, time) => deal.Modified > time),
        _ => null,
    };

    private Predicate<AcDeal>? Time(string text, Func<AcDeal, long, bool> fits) =>
        state.Time.TryParse(text, out var time) ? deal => fits(deal, time) : null;

    private static Predicate<AcDeal> Search(string text, string field) => deal =>
        (field is "all" or "title" && Has(deal.Title, text))
        || (field is "all" or "contact" && deal.Contact is { } contact && (Has(contact.Email, text) || Has($"{contact.FirstName} {contact.LastName}", text)))
        || (field is "all" or "org" && deal.Account is { } account && Has(account.Name, text));

    private Predicate<AcDeal> NextDate(string range) => range switch
    {
        "no-task" => deal => deal.Tasks.TrueForAll(task => task.Status == 1),
        "overdue" => deal => deal.NextDate < state.Now,
        "upcoming" => deal => deal.NextDate >= state.Now && deal.NextDate < state.Now + 86_400_000,
        _ => deal => deal.NextDate is not null,
    };

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static void Sort(List<AcDeal> found, QueryText query)
    {
        var order = query.Pairs.FirstOrDefault(pair => pair.Key.StartsWith("orders[", StringComparison.Ordinal));
        Comparison<AcDeal>? by = order.Key switch
        {
            "orders[title]" => (a, b) => string.CompareOrdinal(a.Title, b.Title),
            "orders[value]" => (a, b) => a.Value.CompareTo(b.Value),
            "orders[cdate]" => (a, b) => a.Created.CompareTo(b.Created),
            "orders[contact_name]" => (a, b) => string.CompareOrdinal(a.Contact?.LastName, b.Contact?.LastName),
            "orders[contact_orgname]" => (a, b) => string.CompareOrdinal(a.Account?.Name, b.Account?.Name),
            "orders[next-action]" => (a, b) => Nullable.Compare(a.NextDate, b.NextDate),
            _ => null,
        };
        if (by is not null)
        {
            var sign = order.Value.Equals("DESC", StringComparison.OrdinalIgnoreCase) ? -1 : 1;
            found.Sort((a, b) => by(a, b) is not 0 and var difference ? sign * difference : a.Id.CompareTo(b.Id));
        }
    }
}
