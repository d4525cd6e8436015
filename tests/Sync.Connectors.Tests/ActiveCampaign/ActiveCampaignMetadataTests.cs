using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignMetadataTests
{
    private readonly ActiveCampaignFixture _account = new();

    private IMetadata Metadata => _account.Open.Metadata;

    [Fact]
    public async Task Fields_of_contacts_are_those_of_every_account_and_its_own()
    {
        _account.Vendor.OnTurns("GET", Fields, (200, """
            {"fieldOptions":[{"field":"27","orderid":"2","value":"Blue"},{"field":"27","orderid":"1","value":"Red"},{"field":"28","orderid":"1","value":"No"}],
             "fields":[{"id":"27","title":"Colours","type":"checkbox","isrequired":"1","perstag":"COLOURS"}],"meta":{"total":"3"}}
            """), (200, """{"fields":[{"id":"28","title":"Ok","type":"radio","perstag":"OK"},{"id":"29","title":"When","type":"datetime","perstag":""}],"meta":{"total":"3"}}"""));

        var fields = (await Metadata.Fields("contacts", Ct)).Value();

        Assert.Equal(["email", "first_name", "last_name", "phone", "orgname", "tags", "unsubscribed", "field:27", "field:28", "field:29"], fields.Select(field => field.Name));
        var colours = fields[7];
        Assert.Equal(("Colours", ValueKind.Choices, "field:colours", true), (colours.Label, colours.Kind, colours.Alias, colours.Required));
        Assert.Equal(["Red", "Blue"], colours.Choices);
        Assert.Equal((ValueKind.Choice, ValueKind.Moment, null), (fields[8].Kind, fields[9].Kind, fields[9].Alias));
    }

    [Theory]
    [InlineData("deals", "/api/3/dealCustomFieldMeta", "dealCustomFieldMeta", "value")]
    [InlineData("accounts", "/api/3/accountCustomFieldMeta", "accountCustomFieldMeta", "name")]
    public async Task Fields_of_deals_and_accounts_are_a_world_of_their_own(string module, string path, string envelope, string core)
    {
        _account.Vendor.On("GET", path, 200,
            "{\"" + envelope + """
                ":[{"id":"4","fieldLabel":"Roof","fieldType":"dropdown","fieldOptions":["Tile"],"isRequired":1,"personalization":"DEAL_ROOF"}],"meta":{"total":1}}
                """);

        var fields = (await Metadata.Fields(module, Ct)).Value();

        Assert.Contains(fields, field => field.Name == core && field.Required);
        var roof = fields[^1];
        Assert.Equal(("field:4", "field:deal_roof", ValueKind.Choice, true), (roof.Name, roof.Alias, roof.Kind, roof.Required));
        Assert.Equal(["Tile"], roof.Choices);
    }

    [Fact]
    public async Task Users_and_pipelines_are_listed()
    {
        _account.Vendor.On("GET", "/api/3/users", 200, """{"users":[{"id":"1","firstName":"Ida","lastName":"Ek","email":"Ida@x.test"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", "/api/3/dealStages", 200, """
            {"dealStages":[{"id":"9","group":"2","title":"Proposal","order":"2"},{"id":"8","group":"2","title":"Contact","order":"1"},{"id":"7","group":"3","title":"Other"}],"meta":{"total":3}}
            """);
        _account.Vendor.On("GET", "/api/3/dealGroups", 200, """{"dealGroups":[{"id":"2","title":"Sales","currency":"EUR"}],"meta":{"total":1}}""");

        Assert.Equal(new UserInfo("1", "Ida Ek", "ida@x.test", true, true), Assert.Single((await Metadata.Users(Ct)).Value()));
        var pipeline = Assert.Single((await Metadata.Pipelines(Ct)).Value());
        Assert.Equal(("2", "Sales", "eur"), (pipeline.Id, pipeline.Name, pipeline.Currency));
        Assert.Equal([new StageInfo("8", "Contact"), new StageInfo("9", "Proposal")], pipeline.Stages);
    }

    [Theory]
    [InlineData(ThingKind.List, "lists", "name")]
    [InlineData(ThingKind.Tag, "tags", "tag")]
    [InlineData(ThingKind.Segment, "segments", "name")]
    [InlineData(ThingKind.Automation, "automations", "name")]
    [InlineData(ThingKind.Campaign, "campaigns", "name")]
    [InlineData(ThingKind.Score, "scores", "name")]
    [InlineData(ThingKind.Form, "forms", "name")]
    [InlineData(ThingKind.TaskType, "dealTasktypes", "title")]
    public async Task Other_things_have_ids_and_names(ThingKind kind, string path, string name)
    {
        _account.Vendor.On("GET", $"/api/3/{path}", 200, $$"""{"{{path}}":[{"id":"5","{{name}}":"Five"}],"meta":{"total":"1"} }""");

        Assert.Equal(new NamedThing("5", "Five"), Assert.Single((await Metadata.Things(kind, Ct)).Value()));
    }

    [Fact]
    public async Task What_is_unknown_is_refused()
    {
        Assert.Contains((await Metadata.Things(ThingKind.Module, Ct)).Value(), thing => thing.Id == "deals");
        Assert.Equal(FailureClasses.Validation, (await Metadata.Fields("Leads", Ct)).Refusal().Class);
        Assert.Equal(Operation.NotOffered, (await Metadata.Things((ThingKind)99, Ct)).Refusal().Code);
    }
}
