using Sync.Contracts;

namespace Sync.Policy.Tests;

/// <summary>
/// Two systems with one field each, people who edit it, and what the product does about it: events and answers travel for a while and
/// overtake each other, requests to one system do not. Only the decisions are the product's. Marketing sends what it has with each event,
/// in whole seconds; sales does so too, or only says that something changed, so that its record is read.
/// </summary>
/// <param name="saysWho">Marketing tells our own writes from what people type.</param>
internal sealed class TwoSystems(Pair pair, int seed, bool isSalesRead = false, bool saysWho = false)
{
    private static readonly string[] Systems = [Pair.Marketing, Pair.Sales];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string?> _values = Systems.ToDictionary(system => system, _ => (string?)null);
    private readonly List<Event> _events = [];
    private readonly Dictionary<string, List<string?>> _requests = Systems.ToDictionary(system => system, _ => new List<string?>());
    private readonly List<(string System, double At, string? Value)> _answers = [];
    private readonly Dictionary<string, (double At, string? Value)> _written = [];
    private readonly Dictionary<string, double> _typed = [];
    private readonly List<double> _hints = [];
    private PersonState _state = PersonState.Empty;
    private double _clock = 100;
    private long _arrivals;

    private sealed record Event(string System, double At, string? Value, long Arrival, bool IsOurs, (double At, string? Value)? Seen);

    public int Writes { get; private set; }

    /// <summary>What happened, for the message of a failure.</summary>
    public List<string> Story { get; } = [];

    public bool AreTheSame => _values[Pair.Marketing] == _values[Pair.Sales];

    public string? ValueIn(string system) => _values[system];

    public void Edit(string system, string? value)
    {
        _clock += 5 * _random.NextDouble();
        if (!IsRead(system) && _written.TryGetValue(system, out var written))
        {
            // Nobody types in the very second in which we wrote: times of whole seconds could not tell the two apart.
            _clock = Math.Max(_clock, Math.Floor(written.At) + 1);
        }

        if (_values[system] != value)
        {
            _typed[system] = _clock;
            Put(system, value, isOurs: false);
        }
    }

    public void SomeSteps()
    {
        for (var step = _random.Next(8); step > 0; step--)
        {
            Step();
        }
    }

    public void UntilQuiet()
    {
        for (var step = 0; step < 10_000 && Step(); step++)
        {
        }
    }

    private bool IsRead(string system) => isSalesRead && system == Pair.Sales;

    private bool Step()
    {
        _clock += 0.2;
        var possible = new List<Action>();
        possible.AddRange(_events.Select<Event, Action>(heard => () => Hear(heard)));
        possible.AddRange(_answers.Select<(string, double, string?), Action>(answer => () => Learn(answer)));
        possible.AddRange(Systems.Where(system => _requests[system].Count > 0).Select<string, Action>(system => () => Write(system)));
        if (_hints.Count > 0)
        {
            possible.Add(Read);
        }

        if (possible.Count > 0)
        {
            possible[_random.Next(possible.Count)]();
        }

        return possible.Count > 0;
    }

    /// <summary>The vendor tells of every change, ours included.</summary>
    private void Put(string system, string? value, bool isOurs)
    {
        _values[system] = value;
        Story.Add($"{_clock:0.0} {system} has {value}");
        if (IsRead(system))
        {
            _hints.Add(_clock);
        }
        else
        {
            _events.Add(new Event(system, Math.Floor(_clock), value, ++_arrivals, isOurs, null));
        }
    }

    /// <summary>Between two of our writes: none is under way. One read does for all hints.</summary>
    private void Read()
    {
        var seen = _written.TryGetValue(Pair.Sales, out var written) ? written : ((double, string?)?)null;
        _events.Add(new Event(Pair.Sales, _hints.Max(), _values[Pair.Sales], ++_arrivals, false, seen));
        _hints.Clear();
    }

    private void Hear(Event heard)
    {
        _events.Remove(heard);
        var seen = heard.Seen is not { } write ? null : new Dictionary<string, SeenWrite>
        {
            [Pair.Field] = new() { Value = write.Value, KnownAt = Pair.At(write.At) },
        };
        var hearing = new Hearing(seen, saysWho && heard.System == Pair.Marketing ? heard.IsOurs : null);
        (_state, var verdicts) = pair.Say(_state, heard.System, heard.At, heard.Value, heard.Arrival, hearing);
        Story.Add($"{_clock:0.0} heard {heard}: {verdicts[Pair.Field]} {_state.ToJson()}");
        foreach (var target in Systems)
        {
            Ask(target, target == heard.System
                ? OnItsWay.SinceOwn(Pair.Field, Pair.At(heard.At), seen?.Keys, Pair.At(_clock))
                : OnItsWay.SinceAnothers(verdicts[Pair.Field], Pair.At(_clock)));
        }
    }

    private void Ask(string target, DateTimeOffset? onItsWaySince)
    {
        if (pair.Decide(_state, target, second: 0, heard: onItsWaySince).Write.Count > 0)
        {
            _requests[target].Add(_state.Agreed()[Pair.Field]);
            _state = Merge.Ask(_state, target, [Pair.Field], Pair.At(_clock));
        }
    }

    /// <summary>Waiting requests are one write, of the newest value.</summary>
    private void Write(string system)
    {
        if (_written.TryGetValue(system, out var before))
        {
            // Changes in a row rest: decision 0043.
            _clock = Math.Max(_clock, before.At + 1.5);
        }

        if (!IsRead(system) && _typed.TryGetValue(system, out var typed))
        {
            // Nor do we write in the very second in which somebody types.
            _clock = Math.Max(_clock, Math.Floor(typed) + 1);
        }

        var value = _requests[system][^1];
        _requests[system].Clear();
        _written[system] = (_clock, value);
        if (_values[system] != value)
        {
            Writes++;
            Story.Add($"{_clock:0.0} write {Writes}");
            Put(system, value, isOurs: true);
        }

        _answers.Add((system, _clock, value));
    }

    private void Learn((string System, double At, string? Value) answer)
    {
        _answers.Remove(answer);
        _state = Pair.Write(_state, answer.System, answer.At, answer.Value);
        Story.Add($"{_clock:0.0} learnt of {answer} {_state.ToJson()}");
        Ask(answer.System, DateTimeOffset.MinValue);
    }
}
