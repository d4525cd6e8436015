using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class JournalTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly long _delivery = Some.Number();
    private readonly string _email = Some.Email();

    [Fact]
    public async Task Under_a_former_address_and_by_a_record_the_whole_person_is_told()
    {
        var (before, after, record) = (Some.Email(), Some.Email(), $"L{Some.Number()}");
        var person = Some.Number();
        var (first, second) = (Some.Number(), Some.Number());
        await console.Report(SomeFact.Matched(first, before) with { PersonId = person });
        await console.Report(SomeFact.Written(first, before) with { PersonId = person, RecordId = record });
        await console.Report(SomeFact.Matched(second, after, "unchanged", final: true) with { PersonId = person });
        await console.Report(SomeFact.Matched(Some.Number(), Some.Email()));

        foreach (var question in (string[])[$"email={before}", $"email={after}", $"record={record}"])
        {
            var line = await console.Ask($"/api/explain?{question}");

            Assert.Equal([first, second], line.GetProperty("events").EnumerateArray().Select(told => told.GetProperty("deliveryId").GetInt64()).Distinct().Order());
            Assert.Equal(after, line.GetProperty("email").GetString());
        }
    }

    [Fact]
    public async Task Two_who_were_found_to_be_one_have_one_time_line_and_two_who_were_found_different_have_two()
    {
        var (same, different) = (SomeFact.Review(Some.Email(), Some.Email()), SomeFact.Review(Some.Email(), Some.Email()));
        foreach (var note in (ReviewNoted[])[same, different])
        {
            await console.Report(
                SomeFact.Matched(Some.Number(), note.Claimant.Email) with { PersonId = note.Claimant.Id },
                SomeFact.Matched(Some.Number(), note.Owner.Email) with { PersonId = note.Owner.Id });
            await console.Get<Reviews.RecordReviewsConsumer>().Consume([note with { IsOpen = false, AreSame = note == same }], TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, await Deliveries(same.Claimant.Email));
        Assert.Equal(2, await Deliveries(same.Owner.Email));
        Assert.Equal(1, await Deliveries(different.Owner.Email));

        async Task<int> Deliveries(string email) => (await console.Ask($"/api/explain?email={email}")).GetProperty("events").EnumerateArray()
            .Select(told => told.GetProperty("deliveryId").GetInt64()).Distinct().Count();
    }

    [Fact]
    public async Task What_happened_to_a_person_is_told_from_the_first_stage_to_the_last()
    {
        await console.Send(new OutcomesReached { Items = [SomeFact.Matched(_delivery, _email)] });
        await console.Send(new OutcomesReached { Items = [SomeFact.Written(_delivery, _email)] });

        var line = await Eventually.Within(
            TimeSpan.FromSeconds(60), () => console.Ask($"/api/explain?email={_email}"),
            line => line.GetProperty("lastStage").GetString() == "written: written");

        Assert.Equal(_email, line.GetProperty("email").GetString());
        Assert.Equal(
            ["received", "mapped", "matched", "written"],
            line.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("stage").GetString()));
        Assert.Equal(
            ["marketing contacts 70", "sales Leads L1"],
            line.GetProperty("person").GetProperty("links").EnumerateArray()
                .Select(link => $"{link.GetProperty("connection")} {link.GetProperty("module")} {link.GetProperty("recordId")}").Order());
    }

    [Fact]
    public async Task A_fact_that_is_reported_twice_is_kept_once_and_as_it_first_was()
    {
        await console.Report(SomeFact.Written(_delivery, _email), SomeFact.Written(_delivery, _email));
        await console.Report(SomeFact.Written(_delivery, _email, Outcomes.Unchanged));

        Assert.Equal([Outcomes.Written], await console.Database.Query<string>(
            "select outcome from console.outcome where delivery_id = @id", new { id = _delivery }));
    }

    [Fact]
    public async Task An_end_replaces_what_was_none_and_is_replaced_by_nothing()
    {
        await console.Report(SomeFact.Matched(_delivery, _email));
        await console.Report(SomeFact.Matched(_delivery, _email, "dead-lettered: internal", final: true));
        await console.Report(SomeFact.Matched(_delivery, _email));

        Assert.Equal(["dead-lettered: internal"], await console.Database.Query<string>(
            "select outcome from console.outcome where delivery_id = @id", new { id = _delivery }));
    }

    [Fact]
    public async Task Reports_of_the_same_facts_side_by_side_do_not_stop_each_other()
    {
        var facts = Enumerable.Range(0, 100).Select(_ => SomeFact.Matched(Some.Number(), _email)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            var shuffled = facts.ToArray();
            new Random(seed).Shuffle(shuffled);
            return console.Report(shuffled);
        })));

        Assert.Equal(100, await console.Database.Count("console.outcome", "email = @email", new { email = _email }));
    }

    [Fact]
    public async Task A_delivery_is_told_with_its_end()
    {
        await console.Report(SomeFact.Matched(_delivery, _email));
        Assert.Equal("Null", $"{(await console.Ask($"/api/deliveries/{_delivery}")).GetProperty("outcome").ValueKind}");

        await console.Report(SomeFact.Written(_delivery, _email));

        Assert.Equal(Outcomes.Written, (await console.Ask($"/api/deliveries/{_delivery}")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_delivery_of_several_parts_has_ended_when_each_of_them_has()
    {
        OutcomeReached Part(int part, string stage, string outcome, bool final) => SomeFact.Matched(_delivery, _email, outcome, final) with
        {
            Key = $"{new ItemKey(_delivery, part, 2, 0)}", Stage = stage,
        };
        await console.Report(Part(1, Stages.Mapped, Outcomes.Passed, false) with { MappedAt = null }, Part(2, Stages.Read, Outcomes.Gone, true));
        Assert.Equal("Null", $"{(await console.Ask($"/api/deliveries/{_delivery}")).GetProperty("outcome").ValueKind}");

        await console.Report(Part(1, Stages.Matched, Outcomes.Unchanged, true));

        var line = await console.Ask($"/api/deliveries/{_delivery}");
        Assert.Equal("unchanged, gone", line.GetProperty("outcome").GetString());
        Assert.Equal(
            ["1/2", "2/2"],
            line.GetProperty("events").EnumerateArray().Where(item => item.GetProperty("final").GetBoolean())
                .Select(item => item.GetProperty("part").GetString()).Order());
    }

    [Fact]
    public async Task A_person_is_found_whatever_the_capitals_of_the_address()
    {
        await console.Report(SomeFact.Matched(_delivery, _email));

        Assert.Equal(_email, (await console.Ask($"/api/explain?email=%20{_email.ToUpperInvariant()}")).GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("/api/explain", 400)]
    [InlineData("/api/explain?email=", 400)]
    [InlineData("/api/explain?email=ada", 400)]
    [InlineData("/api/explain?email=a@b.test,c@d.test", 400)]
    [InlineData("/api/explain?email=nobody@example.test", 404)]
    [InlineData("/api/deliveries/999999999999", 404)]
    [InlineData("/api/deliveries/first", 404)]
    public async Task A_question_that_cannot_be_answered_is_told_so(string path, int status)
    {
        var problem = await console.Ask(path, status);

        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }
}
