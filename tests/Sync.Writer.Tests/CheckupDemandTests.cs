using Sync.Connectors;
using Sync.Testing;
using Sync.Writer.Checkups;

namespace Sync.Writer.Tests;

public sealed class CheckupDemandTests
{
    private static readonly Policy.SyncPolicy People = PeoplePolicy.Read();

    [Theory]
    [InlineData("sales")]
    [InlineData("marketing")]
    public void The_fields_of_whoever_writes_to_a_connection_have_to_be_known(string asked) =>
        Assert.Equal(["marketing"], CheckupDemand.SourcesFor([asked], People));

    [Fact]
    public void A_target_is_asked_for_its_fields_with_the_kinds_and_choices_of_the_source()
    {
        FoundField[] found =
        [
            Found(new FieldInfo("email", "Email", ValueKind.Email, "email")),
            Found(new FieldInfo("last_name", "Plan", ValueKind.Choice, "dropdown") { Choices = ["Free", "Pro"] }),
        ];

        var request = Of("sales", found);

        Assert.Equal(["Email", "First_Name", "Last_Name", "Phone"], request.Fields.Select(field => field.Name));
        Assert.All(request.Fields, field => Assert.Equal(("Leads", true, true), (field.Module, field.Written, field.Creates)));
        Assert.Equal([ValueKind.Email, null, ValueKind.Choice, null], request.Fields.Select(field => field.Kind));
        Assert.Equal(["Free", "Pro", "(not given)"], request.Fields[2].Values);
        Assert.Equal(["Contacts", "Leads"], request.Modules);
    }

    [Fact]
    public void A_source_is_asked_for_a_field_where_it_has_it()
    {
        var people = People.Routes[0];
        var back = People.With(people with
        {
            From = "sales", To = "marketing", Fields = [.. people.Fields.Select(field => field with { From = field.To })],
        });
        FoundField[] found = [new("Leads", new FieldInfo("Phone", "Phone", ValueKind.Phone, "phone"))];

        var request = CheckupDemand.Of(
            back.Connections["sales"], KnownConnectors.All["zoho"], back, found.ToLookup(_ => "sales"), registration: null);

        Assert.Equal(["Contacts", "Contacts", "Contacts", "Leads"], request.Fields.Select(field => field.Module));
        Assert.All(request.Fields, field => Assert.False(field.Written));
    }

    [Fact]
    public void Lists_that_are_read_joined_or_confirmed_have_to_be_there()
    {
        var rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
            "      fields:\n", "      lists: [{ marketing: \"3\", sales: A }, { marketing: \"5\", sales: B, toSales: none, toMarketing: fill }]\n      fields:\n"
            + "        - { name: no_mail, marketing: unsubscribed, sales: Email_Opt_Out, type: optout, confirmedLists: [\"3\", \"7\"] }\n", StringComparison.Ordinal));

        Assert.Equal(["3", "5", "7"], Demand("marketing", rules).Lists);
        Assert.Empty(Demand("sales", rules).Lists);
    }

    [Fact]
    public void The_field_that_the_others_id_goes_to_has_to_be_there()
    {
        var rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
            "      fields:\n", "      recordIds: { marketing: field:9 }\n      fields:\n", StringComparison.Ordinal));

        Assert.True(Assert.Single(Demand("marketing", rules).Fields, field => field.Name == "field:9").Written);
    }

    private static FoundField Found(FieldInfo field) => new("contacts", field);

    private static CheckupRequest Demand(string connection, Policy.SyncPolicy rules) => CheckupDemand.Of(
        rules.Connections[connection], KnownConnectors.All[rules.Connections[connection].Vendor], rules, Array.Empty<FoundField>().ToLookup(_ => ""),
        registration: null);

    private static CheckupRequest Of(string connection, FoundField[] found) => CheckupDemand.Of(
        People.Connections[connection], KnownConnectors.All[People.Connections[connection].Vendor], People, found.ToLookup(_ => "marketing"),
        registration: null);
}
