using System.Diagnostics;
using System.Globalization;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>The classic way to duplicates: many things are heard of somebody at once, before he exists anywhere.</summary>
public sealed class FirstEventsTests(PipelineStack fixture) : PipelineTest(fixture)
{
    private const string AskedFor = "SYNC_TEST_REPETITIONS";
    private const int Fewest = 20;
    private const int Most = 200;
    private const int AtOnce = 50;

    /// <summary>A race that is lost once in a hundred times must be seen, and every run has only so much time: it takes what fits.</summary>
    private static readonly TimeSpan Fitting = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Fifty_first_events_at_once_make_one_lead()
    {
        var persons = new List<(AcContact Newest, IReadOnlyList<string> Forms)>();
        var since = Stopwatch.GetTimestamp();
        while (IsAnotherDue(persons.Count, Stopwatch.GetElapsedTime(since)))
        {
            var person = await FiftyAtOnce();
            persons.Add(person);
            await Ended(person.Forms[^1]);
        }

        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{persons.Count} persons, {AtOnce} first events each, in {seconds:0} s");
        await Stack.Quiet(TimeSpan.FromMinutes(3), Ct);
        foreach (var (newest, _) in persons)
            Holds(await TheOne("Leads", newest.Email), newest);
        var ends = await EndsOf([.. persons.SelectMany(person => person.Forms)]);
        Assert.Equal(persons.Count * AtOnce, ends.Values.Sum());
        Assert.Subset(new HashSet<string>(["written", "merged", "stale", "unchanged"]), ends.Keys.ToHashSet());
    }

    private static bool IsAnotherDue(int done, TimeSpan taken) =>
        int.TryParse(Environment.GetEnvironmentVariable(AskedFor), CultureInfo.InvariantCulture, out var asked)
            ? done < asked
            : done < Fewest || (done < Most && taken < Fitting);

    // Two contacts with one address, as two forms make them; the odd ones go to the second ingress.
    private async Task<(AcContact Newest, IReadOnlyList<string> Forms)> FiftyAtOnce()
    {
        var (contact, twin) = (AcContact.New(), AcContact.New());
        var since = DateTimeOffset.UtcNow.AddHours(-1);
        var changes = Enumerable.Range(0, AtOnce).Select(number => (contact with { Id = number % 2 == 0 ? contact.Id : twin.Id }).Saying(number)).ToList();
        var forms = changes.Select((change, number) => AcWebhook.Form(change, since.AddSeconds(number))).ToList();
        var statuses = await Task.WhenAll(forms.Select((form, number) => Stack.Deliver(form, Ct, number)));
        Assert.All(statuses, status => Assert.Equal(System.Net.HttpStatusCode.Accepted, status));
        return (changes[^1], forms);
    }

    /// <summary>How many of the deliveries ended how.</summary>
    private async Task<Dictionary<string, long>> EndsOf(string[] forms)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        var ends = await connection.QueryAsync<(string Outcome, long Count)>("""
            select s.outcome, count(*) from ingress.delivery d join ingress.settlement s on s.delivery_id = d.id
             where d.body in (select convert_to(form, 'UTF8') from unnest(@forms) as f(form))
             group by s.outcome
            """, new { forms });
        return ends.ToDictionary(end => end.Outcome, end => end.Count);
    }
}
