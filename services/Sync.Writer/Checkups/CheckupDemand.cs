using Sync.Connectors;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Writer.Checkups;

/// <summary>What the routes want of a connection. Pure.</summary>
internal static class CheckupDemand
{
    /// <summary>Connections whose fields have to be known before these can be checked: themselves, and those that are written to them.
    /// </summary>
    public static IReadOnlyList<string> SourcesFor(IReadOnlyCollection<string> connections, SyncPolicy policy) =>
    [
        .. policy.Routes.Where(route => connections.Contains(route.To) || connections.Contains(route.From))
            .Select(route => route.From).Distinct(),
    ];

    /// <param name="connection">The one that is checked.</param>
    /// <param name="connector">Of its vendor.</param>
    /// <param name="policy">Its routes decide.</param>
    /// <param name="found">What each source has told of its fields.</param>
    /// <param name="registration">How its vendor should tell us of changes; null if it need not.</param>
    public static CheckupRequest Of(
        ConnectionPolicy connection, IConnector connector, SyncPolicy policy, ILookup<string, FoundField> found,
        DesiredRegistration? registration) => new()
        {
            Fields =
            [
                .. policy.RoutesFrom(connection.Name).SelectMany(route => route.Fields)
                    .Where(field => !field.IsDerived).Select(field => Read(field, connector, found[connection.Name])),
                .. policy.Routes.Where(route => route.To == connection.Name)
                    .SelectMany(route => route.Fields.Where(field => field.Direction != Direction.None
                            && (!field.IsDerived || field == RecordIds.Carried(route)))
                        .Select(field => Written(field, route, found[route.From]))),
                .. policy.Handoff.Plays.Where(play => play.Target == connection.Name).Select(play => play.Also.Deal).OfType<DealTemplate>()
                    .SelectMany(deal => connector.FieldsOf(Sample(deal))),
                .. policy.Handoff.NeedsDeals(connection.Name) ? connector.DealFields : [],
            ],
            Modules = connector.PersonModules,
            Lists = Lists(connection.Name, policy),
            Registration = registration,
        };

    private static IReadOnlyList<string> Lists(string connection, SyncPolicy policy) =>
    [
        .. policy.RoutesFrom(connection).SelectMany(route => route.Tags).Where(tag => tag.OnListAs is not null && tag.Direction != Direction.None)
            .Select(tag => RecordTags.ListOf(tag.Name))
            .Concat(policy.RoutesTo(connection).SelectMany(route => route.Tags).Where(tag => tag.IsToList && tag.Direction != Direction.None).Select(tag => tag.To))
            .Concat(policy.RoutesFrom(connection).SelectMany(route => route.Fields).SelectMany(field => field.ConfirmedLists))
            .Where(list => list != FieldPolicy.AnyList).Distinct(),
    ];

    // Only what the file says of it matters here.
    private static Operation.SaveDeal Sample(DealTemplate deal) => new(null)
    {
        Title = deal.Name, Mark = new Mark("sample"), Stage = deal.Stage, Pipeline = deal.Pipeline, ContactId = "1",
        Value = deal.Amount is { } amount ? Money.OfTheVendor(amount) : null,
        ClosesOn = deal.ClosesInDays is null ? null : DateOnly.MinValue,
    };

    // A lead has a company and a contact has none: it is enough that the field is somewhere.
    private static NeededField Read(FieldPolicy field, IConnector connector, IEnumerable<FoundField> found) =>
        new(found.FirstOrDefault(each => each.Is(field.From))?.Module ?? connector.PersonModules[0], field.From) { Written = false };

    private static NeededField Written(FieldPolicy field, RoutePolicy route, IEnumerable<FoundField> found)
    {
        var sources = found.Where(each => each.Is(field.From)).Select(each => each.Field).ToList();
        return new NeededField(route.CreateIn, field.To, sources.FirstOrDefault()?.Kind)
        {
            Values = [.. sources.SelectMany(source => source.Choices).Append(field.Fallback).OfType<string>().Distinct()],
            Creates = true,
        };
    }
}
