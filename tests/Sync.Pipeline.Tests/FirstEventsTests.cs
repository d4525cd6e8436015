using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>The classic way to duplicates: many things are heard of somebody at once, before he exists anywhere.</summary>
public sealed class FirstEventsTests(PipelineStack fixture) : PipelineTest(fixture)
{
    private const int Repetitions = 20;
    private const int AtOnce = 50;

    [Fact]
    public async Task Fifty_first_events_at_once_make_one_lead()
    {
        var persons = new List<(AcContact Newest, IReadOnlyList<string> Forms)>();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var person = await FiftyAtOnce();
            persons.Add(person);
            await Ended(person.Forms[^1]);
        }

        await Stack.Quiet(TimeSpan.FromSeconds(60), Ct);
        foreach (var (newest, forms) in persons)
        {
            Holds(await TheOne("Leads", newest.Email), newest);
            foreach (var form in forms)
                Assert.Contains((await Stored(form)).Outcome, (string[])["written", "merged", "stale", "unchanged"]);
        }
    }

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
}
