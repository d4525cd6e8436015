namespace Sync.Sandbox.Tests;

public sealed class AcDealTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;
    private string _contact = null!;
    private string _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _ac = await AcSandbox.Start();
        _contact = await _ac.Contact("nora@x.test");
        _stage = (await _ac.Call("GET", "dealStages")).String("dealStages.0.id")!;
    }

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Fact]
    public async Task A_created_deal_echoes_the_types_sent_and_reads_back_as_text_in_cents()
    {
        var made = await Create(value: 1_250_000);
        var read = await _ac.Call("GET", $"deals/{made.String("deal.id")}");

        Assert.Equal(201, made.Status);
        Assert.Equal(("1250000", "0"), (made.At("deal.value").GetRawText(), made.At("deal.status").GetRawText()));
        Assert.Equal("\"1250000\"", read.At("deal.value").GetRawText());
        Assert.Equal("\"0\"", read.At("deal.status").GetRawText());
        Assert.Equal("success", made.String("deal.customFieldSaveStatus.status"));
        Assert.Equal("Sales", made.String("dealGroups.0.title"));
        Assert.Equal("nora@x.test", made.String("contacts.0.email"));
    }

    [Theory]
    [InlineData("""{"value":1,"currency":"eur","contact":CONTACT,"stage":STAGE,"owner":1}""", "field_missing", "title")]
    [InlineData("""{"title":"x","currency":"eur","contact":CONTACT,"stage":STAGE,"owner":1}""", "field_missing", "value")]
    [InlineData("""{"title":"x","value":1,"contact":CONTACT,"stage":STAGE,"owner":1}""", "field_missing", "currency")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","stage":STAGE,"owner":1}""", "field_missing", "contact")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","contact":CONTACT,"owner":1}""", "field_missing", "stage")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","contact":CONTACT,"stage":STAGE}""", "field_missing", "owner")]
    [InlineData("""{"title":"x","value":-1,"currency":"eur","contact":CONTACT,"stage":STAGE,"owner":1}""", "field_invalid", "value")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","contact":999,"stage":STAGE,"owner":1}""", "related_missing", "contact")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","contact":CONTACT,"stage":999,"owner":1}""", "related_missing", "stage")]
    [InlineData("""{"title":"x","value":1,"currency":"eur","contact":CONTACT,"stage":STAGE,"owner":9}""", "related_missing", "owner")]
    public async Task A_deal_without_what_it_needs_is_refused(string deal, string code, string attribute)
    {
        var body = deal.Replace("CONTACT", _contact, StringComparison.Ordinal).Replace("STAGE", _stage, StringComparison.Ordinal);

        var reply = await _ac.Call("POST", "deals", $$"""{"deal":{{body}}}""");

        Assert.Equal((422, code, $"/data/attributes/{attribute}"), (reply.Status, reply.String("errors.0.code"), reply.String("errors.0.source.pointer")));
    }

    [Fact]
    public async Task A_pipeline_alone_means_its_first_stage_and_gives_an_owner_where_it_assigns()
    {
        var pipeline = await _ac.Call("POST", "dealGroups", new { dealGroup = new { title = "Partners", currency = "eur", autoassign = 1 } });
        Assert.Equal(["To Contact", "In Contact", "Follow Up"], pipeline.At("dealStages").EnumerateArray().Select(stage => stage.GetProperty("title").GetString()));

        var deal = await _ac.Call("POST", "deals", new { deal = new { title = "x", value = 1, currency = "eur", contact = _contact, group = pipeline.String("dealGroup.id") } });

        Assert.Equal((201, pipeline.String("dealStages.0.id")), (deal.Status, deal.String("deal.stage")));
    }

    [Fact]
    public async Task A_field_value_has_numbers_for_ids_utc_stamps_and_a_creation_that_answers_200()
    {
        var deal = (await Create()).String("deal.id");
        var field = (await _ac.Call("POST", "dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "When", fieldType = "date" } })).String("dealCustomFieldMetum.id");

        var made = await _ac.Call("POST", "dealCustomFieldData", new { dealCustomFieldDatum = new { dealId = deal, customFieldId = field, fieldValue = "2026-03-05" } });
        var wrong = await _ac.Call("POST", "dealCustomFieldData", new { dealCustomFieldDatum = new { dealId = deal, customFieldId = field, fieldValue = "abc" } });
        var id = made.String("dealCustomFieldDatum.id");

        Assert.Equal(200, made.Status);
        Assert.Equal(field, made.At("dealCustomFieldDatum.customFieldId").GetRawText());
        Assert.Equal("2026-03-05", made.String("dealCustomFieldDatum.originalValue"));
        Assert.EndsWith("+00:00", made.String("dealCustomFieldDatum.createdTimestamp"), StringComparison.Ordinal);
        Assert.Contains("could not be saved to the custom field of type `date`", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("1", (await _ac.Call("GET", $"dealCustomFieldData?filters[dealId]={deal}")).At("meta.total").GetRawText());
        Assert.Equal("DealCustomFieldData deleted.", (await _ac.Call("DELETE", $"dealCustomFieldData/{id}")).String("message"));
        Assert.Equal(404, (await _ac.Call("DELETE", $"dealCustomFieldData/{id}")).Status);
    }

    [Fact]
    public async Task Field_values_are_written_in_bulk_or_not_at_all()
    {
        var deal = (await Create()).String("deal.id");
        var field = (await _ac.Call("POST", "dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "N", fieldType = "number" } })).String("dealCustomFieldMetum.id");

        var bad = await _ac.Call("POST", "dealCustomFieldData/bulkCreate", new[] { new { dealId = deal, customFieldId = field, fieldValue = "x" } });
        var good = await _ac.Call("POST", "dealCustomFieldData/bulkCreate", new[] { new { dealId = deal, customFieldId = field, fieldValue = "5" } });
        var id = (await _ac.Call("GET", "dealCustomFieldData")).String("dealCustomFieldData.0.id");
        var update = await _ac.Call("PATCH", "dealCustomFieldData/bulkUpdate", new[] { new { id, fieldValue = "6" } });

        Assert.Equal((422, System.Text.Json.JsonValueKind.String), (bad.Status, bad.At("errors.0").ValueKind));
        Assert.Equal("The bulk insert was successful.", good.String("message"));
        Assert.Equal($"DealCustomFieldDatas with ID(s): {id} successfully bulk updated.", update.String("message"));
        Assert.Equal("6", (await _ac.Call("GET", $"dealCustomFieldData/{id}")).At("dealCustomFieldDatum.fieldValue").GetRawText());
        Assert.Equal(System.Text.Json.JsonValueKind.String, (await _ac.Call("PATCH", "dealCustomFieldData/bulkUpdate", "[]")).At("errors").ValueKind);
    }

    [Theory]
    [InlineData("filters[search]=solar", 2)]
    [InlineData("filters[search]=nora&filters[search_field]=contact", 2)]
    [InlineData("filters[search]=nora&filters[search_field]=title", 0)]
    [InlineData("filters[stage]=STAGE", 2)]
    [InlineData("filters[stage]=999", 0)]
    [InlineData("filters[status]=1", 0)]
    [InlineData("filters[minimum_value]=200", 1)]
    [InlineData("filters[updated_after]=2099-01-01T00:00:00-06:00", 0)]
    [InlineData("filters[nextdate_range]=no-task", 2)]
    public async Task Deals_are_found_by(string query, int expected)
    {
        await Create(value: 10_000);
        await Create(value: 30_000);

        var reply = await _ac.Call("GET", "deals?" + query.Replace("STAGE", _stage, StringComparison.Ordinal));

        Assert.Equal(expected, reply.At("meta.total").GetInt32());
        Assert.Equal(expected, reply.At("deals").GetArrayLength());
    }

    [Fact]
    public async Task The_list_tells_sums_by_currency_and_orders_by_value()
    {
        await Create(value: 30_000);
        await Create(value: 10_000);

        var reply = await _ac.Call("GET", "deals?orders[value]=ASC");

        Assert.Equal(("2", "40000"), (reply.String("meta.currencies.EUR.total"), reply.String("meta.currencies.EUR.value")));
        Assert.Equal("10000", reply.String("deals.0.value"));
    }

    [Fact]
    public async Task Deals_move_in_bulk_within_their_pipeline_only()
    {
        var id = (await Create()).String("deal.id");
        var other = (await _ac.Call("POST", "dealGroups", new { dealGroup = new { title = "P", currency = "usd" } })).String("dealStages.0.id");
        var second = (await _ac.Call("GET", "dealStages")).String("dealStages.1.id");

        Assert.Equal(422, (await _ac.Call("PUT", $"dealStages/{_stage}/deals", new { deal = new { stage = other } })).Status);
        Assert.Equal(200, (await _ac.Call("PUT", $"dealStages/{_stage}/deals", new { deal = new { stage = second } })).Status);
        Assert.Equal(second, (await _ac.Call("GET", $"deals/{id}")).String("deal.stage"));
        var bulk = await _ac.Call("PATCH", "deals/bulkUpdate", new { deals = new object[] { new { id, ownerId = 2 }, new { id = 999, ownerId = 2 } } });
        Assert.Equal((id, "999"), (bulk.String("success.0"), bulk.String("failed.0")));
        Assert.Equal("2", (await _ac.Call("GET", $"deals/{id}")).String("deal.owner"));
    }

    [Fact]
    public async Task A_deleted_deal_is_gone_and_nothing_tells_of_it()
    {
        var id = (await Create()).String("deal.id");
        await _ac.Next();

        Assert.Equal("{}", (await _ac.Call("DELETE", $"deals/{id}")).Text);
        Assert.Equal("No Result found for Deal with id " + id, (await _ac.Call("GET", $"deals/{id}")).String("message"));
        Assert.True(await _ac.Receiver.Silent());
    }

    private Task<Reply> Create(int value = 1_250_000, object[]? fields = null) => _ac.Call("POST", "deals", new
    {
        deal = new { title = "Solar roof", contact = _contact, value, currency = "eur", stage = _stage, owner = "1", status = 0, fields = fields ?? [] },
    });
}
