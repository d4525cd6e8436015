using System.Globalization;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The filters and orders of the contact list.</summary>
internal sealed class AcContactFilter(AcState state)
{
    public List<AcContact> Find(Call call)
    {
        var query = call.Query;
        var matches = Conditions(query);
        var found = Candidates(query).Where(contact => matches.TrueForAll(match => match(contact))).ToList();
        Sort(found, query);
        return found;
    }

    private IEnumerable<AcContact> Candidates(QueryText query)
    {
        if ((query["email"] ?? query["filters[email]"] ?? query["filters[email][eq]"]) is { Length: > 0 } email)
        {
            return state.Find(email) is { } one ? [one] : [];
        }

        if (Ids(query) is { Count: > 0 } ids)
        {
            return ids.Select(id => state.Find(id)).OfType<AcContact>().OrderBy(contact => contact.Id);
        }

        return query.Number("id_greater") is { } after ? state.ContactsAfter(after) : state.Contacts;
    }

    private static List<int> Ids(QueryText query) =>
        [.. query.Pairs.Where(pair => pair.Key == "ids" || pair.Key.StartsWith("ids[", StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.Split(','))
            .Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : 0)];

    private List<Predicate<AcContact>> Conditions(QueryText query)
    {
        var all = new List<Predicate<AcContact>>();
        Add(query.Number("id_less"), less => contact => contact.Id < less);
        Add(query.Number("id_greater"), greater => contact => contact.Id > greater);
        Add(query.Number("exclude"), id => contact => contact.Id != id);
        Add(query.Number("tagid"), tag => contact => contact.Tags.Exists(link => link.Tag.Id == tag));
        AddList(query, all);
        AddText(query["email_like"], (contact, text) => Has(contact.Email, text));
        AddText(query["phone"], (contact, text) => contact.Phone.StartsWith(text, StringComparison.Ordinal));
        AddText(query["search"], Mentions);
        AddTime(query["filters[created_before]"], (contact, time) => contact.Created < time);
        AddTime(query["filters[created_after]"], (contact, time) => contact.Created > time);
        AddTime(query["filters[updated_before]"], (contact, time) => contact.Updated < time);
        AddTime(query["filters[updated_after]"], (contact, time) => contact.Updated > time);
        return all;

        void Add(int? number, Func<int, Predicate<AcContact>> condition)
        {
            if (number is { } known)
            {
                all.Add(condition(known));
            }
        }

        void AddText(string? text, Func<AcContact, string, bool> condition)
        {
            if (!string.IsNullOrEmpty(text))
            {
                all.Add(contact => condition(contact, text));
            }
        }

        void AddTime(string? text, Func<AcContact, long, bool> condition)
        {
            if (state.Time.TryParse(text, out var time))
            {
                all.Add(contact => condition(contact, time));
            }
        }
    }

    /// <summary>Status -1 is any; without a list the status may hold on any list.</summary>
    private static void AddList(QueryText query, List<Predicate<AcContact>> all)
    {
        var list = query.Number("listid") is > 0 and var known ? known : (int?)null;
        var status = query.Number("status") is >= 0 and var wanted ? wanted : (int?)null;
        if (list is not null || status is not null)
        {
            all.Add(contact => contact.Lists.Exists(
                link => (list is null || link.List.Id == list) && (status is null || link.Status == status)));
        }
    }

    private static bool Mentions(AcContact contact, string text) =>
        Has(contact.Email, text) || Has($"{contact.FirstName} {contact.LastName}", text) || Has(contact.Phone, text)
        || Has(contact.OrgName, text);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without an order the oldest comes first; ties go by id.</summary>
    private static void Sort(List<AcContact> found, QueryText query)
    {
        var order = query.Pairs.FirstOrDefault(pair => pair.Key.StartsWith("orders[", StringComparison.Ordinal));
        Comparison<AcContact>? by = order.Key switch
        {
            "orders[id]" => (a, b) => a.Id.CompareTo(b.Id),
            "orders[cdate]" => (a, b) => a.Created.CompareTo(b.Created),
            "orders[udate]" => (a, b) => a.Updated.CompareTo(b.Updated),
            "orders[email]" => (a, b) => string.CompareOrdinal(a.Email, b.Email),
            "orders[first_name]" => (a, b) => string.CompareOrdinal(a.FirstName, b.FirstName),
            "orders[last_name]" => (a, b) => string.CompareOrdinal(a.LastName, b.LastName),
            "orders[name]" => (a, b) => string.CompareOrdinal(a.FirstName + a.LastName, b.FirstName + b.LastName),
            "orders[score]" => (a, b) => (a.Score ?? 0).CompareTo(b.Score ?? 0),
            _ => null,
        };
        // Whatever was filtered was in order of id already.
        if (by is not null && !(order.Key == "orders[id]" && order.Value.Equals("ASC", StringComparison.OrdinalIgnoreCase)))
        {
            var sign = order.Value.Equals("DESC", StringComparison.OrdinalIgnoreCase) ? -1 : 1;
            found.Sort((a, b) => by(a, b) is not 0 and var difference ? sign * difference : sign * a.Id.CompareTo(b.Id));
        }
    }
}
