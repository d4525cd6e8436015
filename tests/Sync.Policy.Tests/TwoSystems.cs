namespace Sync.Policy.Tests;

/// <summary>
/// Two systems with one field each, people who edit it, and what the product does about it: events and answers travel for a while and
/// overtake each other, requests to one system do not. Only the decisions are the product's.
/// </summary>
internal sealed class TwoSystems(Pair pair, int seed)
{
    private static readonly string[] Systems = [Pair.Marketing, Pair.Sales];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string?> _values = Systems.ToDictionary(system => system, _ => (string?)null);
    private readonly List<(string System, double At, string? Value, long Arrival)> _events = [];
    private readonly Dictionary<string, List<string?>> _requests = Systems.ToDictionary(system => system, _ => new List<string?>());
    private readonly List<(string System, double At, string? Value)> _answers = [];
    private readonly Dictionary<string, double> _writtenAt = [];
    private PersonState _state = PersonState.Empty;
    private double _clock = 100;
    private long _arrivals;

    public int Writes { get; private set; }

    /// <summary>What happened, for the message of a failure.</summary>
    public List<string> Story { get; } = [];

    public bool AreTheSame => _values[Pair.Marketing] == _values[Pair.Sales];

    public void Edit(string system, string? value)
    {
        // Nobody types in the very second in which we wrote: times of whole seconds could not tell the two apart.
        _clock = Math.Max(_clock + 5 * _random.NextDouble(), Math.Floor(_writtenAt.GetValueOrDefault(system)) + 1);
        if (_values[system] != value)
        {
            Put(system, value);
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

    private bool Step()
    {
        _clock += 0.2;
        var busy = Systems.Where(system => _requests[system].Count > 0).ToList();
        var choices = _events.Count + _answers.Count + busy.Count;
        if (choices == 0)
        {
            return false;
        }

        var choice = _random.Next(choices);
        if (choice < _events.Count)
        {
            Hear(choice);
        }
        else if (choice < _events.Count + _answers.Count)
        {
            Learn(choice - _events.Count);
        }
        else
        {
            Write(busy[choice - _events.Count - _answers.Count]);
        }

        return true;
    }

    /// <summary>The vendor tells of every change, ours included, in whole seconds.</summary>
    private void Put(string system, string? value)
    {
        _values[system] = value;
        Story.Add($"{_clock:0.0} {system} has {value}");
        _events.Add((system, Math.Floor(_clock), value, ++_arrivals));
    }

    private void Hear(int index)
    {
        var (system, at, value, arrival) = _events[index];
        _events.RemoveAt(index);
        (_state, var verdicts) = pair.Say(_state, system, at, value, arrival);
        Story.Add($"{_clock:0.0} heard of {system} at {at} {value}: {verdicts[Pair.Field]} {_state.ToJson()}");
        foreach (var target in Systems)
        {
            Ask(target, target == system ? at : null);
        }
    }

    private void Ask(string target, double? heard)
    {
        if (pair.Decide(_state, target, second: 0, heard: heard).Write.Count > 0)
        {
            _requests[target].Add(_state.Agreed()[Pair.Field]);
            _state = Merge.Ask(_state, target, [Pair.Field], Pair.At(_clock));
        }
    }

    /// <summary>Waiting requests are one write, of the newest value.</summary>
    private void Write(string system)
    {
        var value = _requests[system][^1];
        _requests[system].Clear();
        _writtenAt[system] = _clock;
        if (_values[system] != value)
        {
            Writes++;
            Story.Add($"{_clock:0.0} write {Writes}");
            Put(system, value);
        }

        _answers.Add((system, _clock, value));
    }

    private void Learn(int index)
    {
        var (system, at, value) = _answers[index];
        _answers.RemoveAt(index);
        _state = Pair.Write(_state, system, at, value);
        Story.Add($"{_clock:0.0} learnt of {system} at {at:0.0} {value} {_state.ToJson()}");
        Ask(system, 0);
    }
}
