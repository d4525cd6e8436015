using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Marketing keeps the id of the record at sales, and our own table says which it is.</summary>
public sealed class RecordIdTests(RecordIdHost dedupe) : IClassFixture<RecordIdHost>
{
    private const string Field = "record_at_sales";

    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly string _lead = $"L{Some.Number()}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_made_the_record_is_followed_by_its_id_at_the_other_side_once()
    {
        var made = Assert.Single((await dedupe.Handle(Change.Of(_contact, _email))).Writes);
        var settled = made.Settled("Leads", _lead);

        var first = await dedupe.After(() => dedupe.Learn.Consume([settled], Ct));
        var again = await dedupe.After(() => dedupe.Learn.Consume([settled], Ct));

        var write = Assert.Single(first.Writes);
        Assert.Equal(("marketing", _contact, WritePriority.Backfill), (write.Target, write.RecordId, write.Priority));
        Assert.Equal([KeyValuePair.Create(Field, (string?)_lead)], write.Fields);
        Assert.Empty(again.Writes);
    }

    [Fact]
    public async Task What_marketing_then_tells_of_our_write_asks_for_nothing()
    {
        await Known();

        var told = await dedupe.Handle(Change.Of(_contact, _email, 60) with { IsByApi = true });

        Assert.Empty(told.Writes);
        Assert.True(told.Outcomes.Single().Final);
    }

    [Fact]
    public async Task Who_comes_from_sales_is_made_at_marketing_with_the_id()
    {
        var write = Assert.Single((await dedupe.Handle(AtSales("Leads", _lead, 0))).Writes);

        Assert.Equal(("marketing", (string?)null, _lead), (write.Target, write.RecordId, write.Fields[Field]));
    }

    [Fact]
    public async Task A_converted_lead_is_the_contact_from_then_on()
    {
        await Known();

        var contact = await dedupe.Handle(AtSales("Contacts", "C" + _lead, 20));
        var ended = await dedupe.Handle(AtSales("Leads", _lead, 21) with { IsGone = true, Email = null });

        Assert.Equal("C" + _lead, Assert.Single(contact.Writes, write => write.Target == "marketing").Fields[Field]);
        // It is on its way: the end of the lead says nothing new.
        Assert.Empty(ended.Writes);
    }

    [Fact]
    public async Task The_end_of_a_record_writes_nothing_to_the_other_side()
    {
        await Known();

        var answer = await dedupe.Handle(AtSales("Leads", _lead, 20) with { IsGone = true, Email = null });

        Assert.Empty(answer.Writes);
        Assert.Equal((Outcomes.Gone, true), (answer.Outcomes.Single().Outcome, answer.Outcomes.Single().Final));
    }

    /// <summary>A person with a record at both sides, of which marketing has the id.</summary>
    private async Task Known()
    {
        var made = Assert.Single((await dedupe.Handle(Change.Of(_contact, _email))).Writes);
        var learnt = await dedupe.After(() => dedupe.Learn.Consume([made.Settled("Leads", _lead)], Ct));
        await dedupe.Learn.Consume([Assert.Single(learnt.Writes).Settled("contacts", _contact)], Ct);
    }

    private PersonChange AtSales(string module, string record, int at) => Change.Of(record, _email, at) with
    {
        Source = "sales", Module = module, BetterModules = module == "Leads" ? ["Contacts"] : null,
    };
}
