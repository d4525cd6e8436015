using System.Text;

namespace Sync.Policy;

/// <summary>Tells what becomes of companies.</summary>
internal static class CompaniesPage
{
    public static void Write(StringBuilder page, IReadOnlyList<RoutePolicy> routes)
    {
        foreach (var route in routes)
        {
            page.Append($"## Companies of {route.From} to {route.To}\n\n");
            page.Append("Companies are told apart by their domain; mailbox providers and sites of many are none. ");
            page.Append(route.Create
                ? $"One that nobody knows is looked for by its domain, else created in {route.CreateIn}, also for the first person with an address there. "
                : "No company is created. ");
            page.Append(route.Update ? "Records that are there are updated. " : "Records that are there stay as they are. ");
            page.Append($"Persons are linked to it where nothing stands in `{LinkOf(route)}`.\n\n");
            page.Append($"| field | at {route.From} | to {route.To} | at {route.To} | type |\n|---|---|---|---|---|\n");
            foreach (var field in route.Fields)
            {
                page.Append($"| {field.Name} | `{field.From}` | {field.Direction.ToString().ToLowerInvariant()} | `{field.To}` ");
                page.Append($"| {field.Type.ToString().ToLowerInvariant()} |\n");
            }

            page.Append('\n');
        }
    }

    private static string LinkOf(RoutePolicy route) =>
        Reading.VendorShape.All.Values.First(shape => shape.CompanyModule == route.CreateIn).CompanyLink!;
}
