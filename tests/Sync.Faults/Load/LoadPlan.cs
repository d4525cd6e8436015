using Sync.Testing.Stacks;

namespace Sync.Faults.Load;

/// <summary>Who changes when, and what is sent: decided beforehand, from a seed.</summary>
internal sealed record LoadPlan(IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Delivery> Sends)
{
    private const double SharedPersons = 0.5;
    private const double SentTwice = 0.1;

    // Near enough that both are under way at once, or that the second meets a stage which has just been killed.
    private const int FarthestRepetition = 60;

    /// <summary>Half of the deliveries are later changes of somebody who is in the plan already; a tenth is sent twice.</summary>
    public static LoadPlan Make(int count, Random random)
    {
        var persons = new List<(AcContact Contact, int Changes)>();
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        var deliveries = new List<Delivery>(count);
        for (var number = 1; number <= count; number++)
        {
            var who = persons.Count > 0 && random.NextDouble() < SharedPersons ? random.Next(persons.Count) : persons.Count;
            if (who == persons.Count)
                persons.Add((AcContact.New(), 0));
            var (contact, changes) = persons[who];
            persons[who] = (contact, changes + 1);
            deliveries.Add(Change(contact.Saying(number), changes, start));
        }

        return new LoadPlan(deliveries, Repeat(deliveries, random));
    }

    private static Delivery Change(AcContact contact, int version, DateTimeOffset start) => new(
        AcWebhook.Form(contact, start.AddSeconds(version), version == 0 ? "subscribe" : "update"), contact.Email, version, contact.Lead());

    private static List<Delivery> Repeat(List<Delivery> deliveries, Random random)
    {
        var places = deliveries.Select((delivery, place) => (Place: (double)place, delivery)).ToList();
        var again = places.Where(_ => random.NextDouble() < SentTwice).Select(sent => (sent.Place + random.Next(1, FarthestRepetition) + 0.5, sent.delivery));
        return [.. places.Concat([.. again]).OrderBy(sent => sent.Item1).Select(sent => sent.delivery)];
    }
}
