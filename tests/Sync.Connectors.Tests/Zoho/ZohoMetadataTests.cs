using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoMetadataTests
{
    private readonly ZohoFixture _zoho = new();

    private IMetadata Metadata => _zoho.Open.Metadata;

    [Fact]
    public async Task Fields_are_told_with_what_matters_for_writing()
    {
        _zoho.Vendor.On("GET", FieldsPath, 200, """
            {"fields":[
             {"api_name":"Last_Name","field_label":"Last Name","data_type":"text","length":80,"system_mandatory":true,"read_only":false,"unique":{},"operation_type":{"api_create":true,"api_update":true}},
             {"api_name":"Lead_Source","data_type":"picklist","pick_list_values":[{"display_value":"Gespräch","actual_value":"Chat","sequence_number":2},{"actual_value":"Web","sequence_number":1},{"actual_value":"Old","type":"unused"}]},
             {"api_name":"Created_Time","data_type":"datetime","operation_type":{"api_create":false,"api_update":false}},
             {"api_name":"AC_Id","data_type":"text","unique":{"case_sensitive":"false"}},{"data_type":"text"}]}
            """);

        var fields = (await Metadata.Fields("Leads", Ct)).Value();

        Assert.Equal(
            [("Last_Name", ValueKind.Text, true, false, false), ("Lead_Source", ValueKind.Choice, false, false, false), ("Created_Time", ValueKind.Moment, false, true, false),
                ("AC_Id", ValueKind.Text, false, false, true)],
            fields.Select(field => (field.Name, field.Kind, field.Required, field.ReadOnly, field.Unique)));
        Assert.Equal(80, fields[0].Length);
        Assert.Equal(["Web", "Chat"], fields[1].Choices);
    }

    [Theory]
    [InlineData("text", ValueKind.Text)]
    [InlineData("textarea", ValueKind.Text)]
    [InlineData("email", ValueKind.Email)]
    [InlineData("phone", ValueKind.Phone)]
    [InlineData("website", ValueKind.Address)]
    [InlineData("bigint", ValueKind.Whole)]
    [InlineData("currency", ValueKind.Number)]
    [InlineData("boolean", ValueKind.Truth)]
    [InlineData("date", ValueKind.Date)]
    [InlineData("multiselectpicklist", ValueKind.Choices)]
    [InlineData("ownerlookup", ValueKind.Reference)]
    [InlineData("subform", ValueKind.Other)]
    [InlineData("something_new", ValueKind.Other)]
    public async Task Types_have_kinds(string type, ValueKind kind)
    {
        _zoho.Vendor.On("GET", FieldsPath, 200, $$"""{"fields":[{"api_name":"A","data_type":"{{type}}"}]}""");

        Assert.Equal(kind, Assert.Single((await Metadata.Fields("Leads", Ct)).Value()).Kind);
    }

    [Fact]
    public async Task Users_are_told_with_whether_they_can_own_things()
    {
        _zoho.Vendor.OnTurns("GET", "/crm/v8/users",
            (200, """{"users":[{"id":"5","full_name":"Mia Braun","email":"Mia@x.test","status":"active","confirm":true}],"info":{"more_records":true}}"""),
            (200, """{"users":[{"id":"6","full_name":"Otto","status":"disabled","confirm":false}],"info":{"more_records":false}}"""));

        Assert.Equal(
            [new UserInfo("5", "Mia Braun", "mia@x.test", true, true), new UserInfo("6", "Otto", null, false, false)], (await Metadata.Users(Ct)).Value());
    }

    [Fact]
    public async Task Pipelines_come_by_layout()
    {
        _zoho.Vendor.On("GET", "/crm/v8/settings/layouts", 200, """{"layouts":[{"id":"90","name":"Standard"}]}""");
        _zoho.Vendor.On("GET", "/crm/v8/settings/pipeline", 200, """
            {"pipeline":[{"id":"91","display_value":"Standard (Standard)","maps":[{"display_value":"Won","actual_value":"Closed Won","sequence_number":2},{"display_value":"Qualification","sequence_number":1}]}]}
            """);

        var pipeline = Assert.Single((await Metadata.Pipelines(Ct)).Value());

        Assert.Equal("Standard (Standard)", pipeline.Id);
        Assert.Equal([new StageInfo("Qualification", "Qualification"), new StageInfo("Closed Won", "Won")], pipeline.Stages);
    }

    [Fact]
    public async Task Without_pipelines_the_stages_that_a_deal_can_have_make_one()
    {
        _zoho.Vendor.On("GET", "/crm/v8/settings/layouts", 404, """{"code":"INVALID_URL_PATTERN","details":{},"message":"x","status":"error"}""");
        _zoho.Vendor.On("GET", FieldsPath, 200, """
            {"fields":[{"api_name":"Stage","data_type":"picklist","pick_list_values":[{"actual_value":"A"}]},{"api_name":"Pipeline","pick_list_values":[{"actual_value":"P"}]}]}
            """);

        var pipeline = Assert.Single((await Metadata.Pipelines(Ct)).Value());

        Assert.Equal(("P", "A"), (pipeline.Id, Assert.Single(pipeline.Stages).Id));
    }

    [Fact]
    public async Task Other_things_have_ids_and_names()
    {
        _zoho.Vendor.On("GET", "/crm/v8/settings/modules", 200, """{"modules":[{"api_name":"Leads"}]}""");
        _zoho.Vendor.On("GET", "/crm/v8/settings/custom_views", 200, """{"custom_views":[{"id":"9","display_value":"Hot leads"}]}""");
        _zoho.Vendor.OnTurns("GET", "/crm/v8/settings/tags", (200, """{"tags":[{"id":"1","name":"vip"}]}"""), (204, null));

        Assert.Equal(new NamedThing("Leads", "Leads"), Assert.Single((await Metadata.Things(ThingKind.Module, Ct)).Value()));
        Assert.Equal(new NamedThing("9", "Hot leads"), Assert.Single((await Metadata.Things(ThingKind.List, Ct)).Value()));
        Assert.Equal(new NamedThing("1", "vip"), Assert.Single((await Metadata.Things(ThingKind.Tag, Ct)).Value()));
        Assert.Equal(Operation.NotOffered, (await Metadata.Things(ThingKind.Automation, Ct)).Refusal().Code);
        _zoho.Vendor.On("GET", FieldsPath, 400, """{"code":"INVALID_MODULE","details":{},"message":"x","status":"error"}""");
        Assert.Equal(FailureClasses.Validation, (await Metadata.Fields("Nope", Ct)).Refusal().Class);
    }
}
