using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class AcceptWritesConsumerTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _lane = Some.Word();

    [Fact]
    public async Task A_request_that_comes_again_is_taken_in_once_and_not_answered_yet()
    {
        var request = SomeWork.Request(_lane);

        await host.Accept(request, request);
        await host.Accept(request);

        Assert.Single(await host.Rows(request));
        Assert.Empty(await host.Said<OutcomesReached>(request));
    }

    [Fact]
    public async Task A_request_that_was_settled_gets_its_answer_once_more()
    {
        var request = SomeWork.Request(_lane);
        await host.Accept(request);
        await host.Database.Execute(
            """
            update writer.pending_work set settled_at = now(), outcome = 'written', detail = 'created', module = 'Leads', record_id = 'L1'
             where key = @Key
            """, new { request.Key });

        await host.Accept(SomeWork.Request(_lane), request);

        var outcome = Assert.Single(Assert.Single(await host.Said<OutcomesReached>(request)).Items);
        Assert.Equal((request.Key, Outcomes.Written, "L1", true), (outcome.Key, outcome.Outcome, outcome.RecordId, outcome.Final));
        Assert.Equal("L1", Assert.Single(Assert.Single(await host.Said<WritesSettled>(request)).Items).RecordId);
        Assert.Single(await host.Rows(request));
    }

    [Fact]
    public async Task A_request_that_was_dead_lettered_is_dead_lettered_again_when_it_is_repeated()
    {
        var request = SomeWork.Request(_lane);
        await host.Accept(request);
        await host.Database.Execute(
            "update writer.pending_work set settled_at = now(), outcome = 'dead-lettered: validation', detail = 'no' where key = @Key",
            new { request.Key });

        await host.Accept(request);

        Assert.Equal((FailureClasses.Validation, "no"),
            (Assert.Single(await host.Said<DeadLettered>(request)).Class, (await host.Said<DeadLettered>(request))[0].Reason));
    }

    [Fact]
    public async Task Envelopes_that_hold_the_same_requests_are_taken_in_side_by_side()
    {
        var requests = Enumerable.Range(0, 100).Select(_ => SomeWork.Request(_lane)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Accept(requests)));

        Assert.Equal(100, (await host.Rows(requests)).Count);
    }

    [Fact]
    public void A_request_that_cannot_be_taken_in_is_described_by_its_key_and_person()
    {
        var request = SomeWork.Request(_lane);

        var letter = host.Get<AcceptWritesConsumer>().Describe(request, new FormatException("A bug."));

        Assert.Equal((request.Key, request.DeliveryId, _lane, request.Email),
            (letter.Key, letter.DeliveryId!.Value, letter.Connection, letter.Email));
    }
}
