using Npgsql;
using Sync.Console.Calls;
using Sync.Console.Conflicts;
using Sync.Console.DeadLetters;
using Sync.Console.Overview;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Console.Journal;

/// <summary>Puts together all that is known about a person.</summary>
internal sealed class Explaining(NpgsqlDataSource dataSource, OverviewReader overview, SyncPolicy policy)
{
    /// <summary>Facts shown at the most; a person with more is shown with the newest.</summary>
    private const int Most = 1_000;

    /// <summary>The same of calls.</summary>
    private const int MostCalls = 100;

    public async Task<Explained> Of(string? email, string? record)
    {
        if (email is null == record is null)
        {
            return new Explained.NoQuestion();
        }

        return record?.Trim() is { Length: > 0 and <= 200 } id ? await OfRecord(id)
            : EmailAddress.Normalise(email) is { } address ? await OfAddress(address)
            : new Explained.NoQuestion();
    }

    private async Task<Explained> OfAddress(string address)
    {
        var facts = await dataSource.OfEmail(address, Most);
        var letters = await dataSource.OpenOf([.. facts.Select(fact => fact.Email).OfType<string>().Append(address).Distinct()]);
        return await WithConflicts(await Line(facts, letters), address)
            ?? (letters.Count > 0
                ? new Explained.Line(new TimeLine(address, null, $"{letters[0].Stage}: {Outcomes.DeadLettered}: {letters[0].Class}", []) { DeadLetters = Facts(letters) })
                : new Explained.Unknown($"Nothing is known of {address}: no delivery that was matched carried this address."));
    }

    private async Task<Explained?> WithConflicts(Explained? explained, string address) => explained is Explained.Line { TimeLine: var line }
        ? new Explained.Line(line with { Conflicts = (await dataSource.Conflicts(new ConflictFilter { Email = line.Email ?? address }, 100, long.MaxValue)).Items })
        : explained;

    // The record leads to its person; what is told is the person's whole line, whatever record each part of it was about.
    private async Task<Explained> OfRecord(string record)
    {
        var facts = await dataSource.OfRecord(record, Most);
        return facts.LastOrDefault(fact => fact.Email is not null)?.Email is { } email ? await OfAddress(email)
            : await Line(facts, []) ?? new Explained.Unknown($"Nothing is known of a record {record}: no delivery was about it, and nothing was written to it.");
    }

    private async Task<Explained?> Line(IReadOnlyList<OutcomeReached> facts, IReadOnlyList<DeadLetterRow> letters) =>
        await Line(facts) is { } line ? new Explained.Line(line with { DeadLetters = Facts(letters) }) : null;

    /// <summary>What happened to these deliveries, what holds them up, and what was asked of vendors for them.</summary>
    public async Task<TimeLine?> Line(IReadOnlyList<OutcomeReached> facts) => TimeLine.From(facts) is not { } line ? null
        : line.Waiting(Waiting.Of(facts, policy, await overview.LaneStates())) with
        {
            Calls = await dataSource.CallsFor(facts.Select(fact => fact.DeliveryId).ToHashSet(), MostCalls),
        };

    private static List<TimeLineLetter> Facts(IReadOnlyList<DeadLetterRow> letters) =>
        [.. letters.Select(letter => new TimeLineLetter(letter.Id, letter.At, letter.Stage, letter.Class, letter.Reason, letter.DeliveryId))];
}

/// <summary>The answer to a question about a person.</summary>
internal abstract record Explained
{
    private Explained()
    {
    }

    public sealed record Line(TimeLine TimeLine) : Explained;

    public sealed record Unknown(string Why) : Explained;

    public sealed record NoQuestion : Explained;
}
