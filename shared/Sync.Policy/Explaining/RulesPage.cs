using System.Globalization;
using System.Text;
using Sync.Policy.Reading;

namespace Sync.Policy;

/// <summary>Tells the rules of a file in words, as one page of Markdown for those who did not write it.</summary>
public static class RulesPage
{
    public static string Of(SyncPolicy policy)
    {
        var page = new StringBuilder();
        page.Append("# What Sync does\n\n");
        page.Append($"These are the rules of version `{policy.Version}` of the configuration. Every write names the version that made it.\n\n");
        Connections(page, policy);
        foreach (var pair in policy.Routes.GroupBy(route => PairOf(route)))
        {
            PairPage.Write(page, pair.Key, [.. pair]);
        }

        CompaniesPage.Write(page, policy.CompanyRoutes);
        Identity(page, policy.Identity);
        PlaysPage.Write(page, policy.Handoff);
        page.Append("""
            ## When both sides change the same field

            - Who had seen the other's value and changes it is followed: the later change holds, whoever owns the field.
            - Who had not seen it is in conflict: the owner's value holds, whatever the times are, and is written to the other side. The
              loser's value is kept with its system and its time.
            - An older value never replaces a newer one, also when it arrives late or is replayed.
            - An opt-out from either side holds everywhere, and nothing here subscribes anybody again. It is taken back in the CRM only where
              the person himself joins a list that `confirmedLists` names, later than he opted out, and has confirmed it.

            """);
        return page.ToString();
    }

    private static string PairOf(RoutePolicy route) => route.Name[..route.Name.LastIndexOf('>')];

    private static string ImportOf(ConnectionPolicy connection) => !VendorShape.All[connection.Vendor].HasImport ? "none"
        : connection.Limits.ImportFrom == 0 ? "never" : connection.Limits.ImportFrom.ToString(CultureInfo.InvariantCulture);

    private static void Connections(StringBuilder page, SyncPolicy policy)
    {
        page.Append("| connection | vendor | most calls a second | most new records a day | bulk import when more wait than | phone numbers without a country are of | times without a zone are of |\n");
        page.Append("|---|---|---|---|---|---|---|\n");
        foreach (var connection in policy.Connections.Values)
        {
            page.Append(
                $"| {connection.Name} | {connection.Vendor} | {connection.Limits.CallsPerSecond} | {connection.Limits.CreatesPerDay?.ToString(CultureInfo.InvariantCulture) ?? "any"} | {ImportOf(connection)} | {connection.Region ?? "none"} | {connection.TimeZone} |\n");
        }

        page.Append('\n');
    }

    private static void Identity(StringBuilder page, IdentityPolicy identity)
    {
        page.Append("## Who is who\n\nPersons are told apart by their email address. ");
        page.Append(identity.Placeholders.Count == 0
            ? "No address is taken for a placeholder."
            : $"Nobody's addresses, which end as `filtered: placeholder`: {string.Join(", ", identity.Placeholders.Select(each => $"`{each}`"))}.");
        page.Append(identity.FreeMail.Count == 0
            ? "\n\n"
            : $" Free mailboxes beside the usual ones: {string.Join(", ", identity.FreeMail)}.\n\n");
        page.Append(identity.KnowsByPhoneAlone
            ? "Who has no address is known by his phone number, and is made at the other side as soon as he has an address. "
            : "Who has no address ends as `filtered: no-email`, unless his record is known. ");
        page.Append(identity.MatchesByPhone
            ? "Whoever comes under a new address with the number of somebody who has none is that one; where that one has another address, "
                + "an operator is asked. "
            : "");
        page.Append(identity.UsesPhones ? "A number without a country counts only where its connection has a region.\n\n" : "\n\n");
    }
}
