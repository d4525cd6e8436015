namespace Sync.Policy.Reading;

/// <summary>Reads <c>companies:</c> of a route.</summary>
internal static class CompaniesSection
{
    /// <summary>The field by which companies are told apart; every route carries it.</summary>
    private const string Domain = "domain";

    public static IReadOnlyList<RoutePolicy> Read(Section section, string pairName, PairEnds ends, MistakeList mistakes)
    {
        section.NotYet("toMarketing", "write companies to marketing");
        var there = section.OptionalSection("toSales");
        var route = new RoutePolicy
        {
            Name = $"{pairName}/companies>{ends.Sales}",
            Carries = SyncObject.Company,
            From = ends.Marketing,
            To = ends.Sales,
            CreateIn = ends.SalesShape?.CompanyModule ?? "",
            Create = there?.Flag("create", otherwise: true) ?? true,
            Update = there?.Flag("update", otherwise: true) ?? true,
            Fields = [],
        };
        there?.RefuseUnknownKeys();
        IReadOnlyList<Way> ways = [new Way(Side.Sales, route, IsOff: false), new Way(Side.Marketing, route, IsOff: true)];
        var fields = FieldSection.ReadAll(section, Side.Marketing, ways, ends, mistakes, Domain);
        section.RefuseUnknownKeys();
        return [route with { Fields = [.. fields.Select(field => Towards(field, ends))] }];
    }

    /// <summary>The field of persons that holds which record their company is; it comes from nowhere but ourselves.</summary>
    public static RoutePolicy WithLink(RoutePolicy persons, PairEnds ends) => ends.SalesShape is not { CompanyLink: { } field } || persons.To != ends.Sales
        ? persons
        : persons with
        {
            Fields =
            [
                .. persons.Fields,
                new FieldPolicy { Name = CompanyLink.FieldFor(persons.To), From = "", To = field, Direction = Direction.Fill, Owner = persons.To },
            ],
        };

    // A web site that stands there is somebody's own spelling of it.
    private static FieldPolicy Towards(FieldDraft field, PairEnds ends)
    {
        var there = field.Towards(Side.Sales, ends);
        return field.Name == Domain ? there with { Direction = Direction.Fill, Type = Normalising.FieldType.Domain } : there;
    }
}
