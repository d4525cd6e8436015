using Sync.Console.Access;
using Sync.Contracts;

namespace Sync.Console.Handoffs;

/// <summary>What one play made of one thing that it heard.</summary>
public sealed record HandoffRow
{
    public required string Id { get; init; }

    public required string Play { get; init; }

    public required string Signal { get; init; }

    public required string Email { get; init; }

    public required long DeliveryId { get; init; }

    public required string State { get; init; }

    public required string Detail { get; init; }

    public string? Owner { get; init; }

    public string? Target { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? TaskAt { get; init; }

    /// <summary>When it was known that the owner has done the task, or taken it away.</summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>Per cent of the time until <see cref="DueAt"/> that had passed when nobody had done anything: 50 or 100; else 0.</summary>
    public int Alarm { get; init; }

    public string? TaskModule { get; init; }

    public string? TaskId { get; init; }

    /// <summary>What the play has done beside the task.</summary>
    public IReadOnlyList<HandoffAction> Beside { get; init; } = [];

    /// <summary>Seconds from the source's own time to the task; null where there is none. Sources tell whole seconds.</summary>
    public double? Seconds => TaskAt is { } at ? Math.Max(0, (at - OccurredAt).TotalSeconds) : null;

    /// <summary>Seconds from the source's own time to what the owner did; null where he has done nothing yet.</summary>
    public double? TouchSeconds => TouchedAt is { } at ? Math.Max(0, (at - OccurredAt).TotalSeconds) : null;

    /// <summary>Half of the time has passed, or all of it, and nobody has done anything.</summary>
    public bool IsLate => Alarm > 0 && TouchedAt is null;

    public bool IsSuppressed => State.StartsWith(Outcomes.Suppressed, StringComparison.Ordinal);

    /// <summary>A play has given the person to somebody.</summary>
    public bool IsHandedOff => !IsSuppressed && !IsStale;

    /// <summary>It is a deal that stands still.</summary>
    public bool IsStale => State == Outcomes.StaleDeal;

    internal HandoffRow For(Sight sight) => !sight.IsMasked ? this : this with
    {
        Email = sight.Email(Email)!, Detail = sight.Text(Detail)!, Owner = sight.Email(Owner), Beside = [.. Beside.Select(action => action.For(sight))],
    };
}

/// <summary>A day of handoffs.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Suppressed">Each gate with how often it was closed, the most frequent first.</param>
/// <param name="Times">How many tasks took how long from the source's own time.</param>
/// <param name="Touched">How many owners have done their task.</param>
/// <param name="Late">Alarms that stand: per cent of the time that has passed, with how many handoffs.</param>
public sealed record HandoffDay(
    DateOnly Day, IReadOnlyList<HandoffRow> Items, IReadOnlyList<HandoffCount> Suppressed, IReadOnlyList<HandoffCount> Times, int Touched,
    IReadOnlyList<HandoffCount> Late)
{
    // A handoff is worth most in the first five minutes.
    private static readonly (string Name, double Below)[] Steps =
        [("below 1 s", 1), ("1 to 3 s", 3), ("3 to 10 s", 10), ("10 to 60 s", 60), ("1 to 5 min", 300), ("5 min and more", double.MaxValue)];

    /// <summary>Puts a day together. Pure.</summary>
    internal static HandoffDay Of(DateOnly day, IReadOnlyList<HandoffRow> rows)
    {
        var seconds = rows.Select(row => row.Seconds).OfType<double>().ToList();
        var times = Steps.Select((step, place) => new HandoffCount(
            step.Name, seconds.Count(each => each < step.Below && (place == 0 || each >= Steps[place - 1].Below))));
        var suppressed = rows.Where(row => row.IsSuppressed).CountBy(row => row.State[(Outcomes.Suppressed.Length + 2)..])
            .OrderByDescending(gate => gate.Value).ThenBy(gate => gate.Key, StringComparer.Ordinal).Select(gate => new HandoffCount(gate.Key, gate.Value));
        var late = rows.Where(row => row.IsLate).CountBy(row => row.Alarm).OrderByDescending(alarm => alarm.Key)
            .Select(alarm => new HandoffCount($"{alarm.Key} %", alarm.Value));
        return new HandoffDay(day, rows, [.. suppressed], [.. times], rows.Count(row => row.TouchedAt is not null), [.. late]);
    }
}

public sealed record HandoffCount(string Name, int Count);
