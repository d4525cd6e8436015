using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>Puts what led to a handoff into a note. Pure.</summary>
public static class NoteWording
{
    /// <summary>So many events are told at most: who reads on the telephone wants the few that mean something.</summary>
    public const int MostEvents = 5;

    /// <param name="events">What the person did, newest first, in words.</param>
    /// <param name="zone">Of the owner, who reads it.</param>
    public static NoteToMake Of(
        PlayPolicy play, PlaySignal signal, IReadOnlyDictionary<string, string?> fields, string email,
        IEnumerable<(string What, DateTimeOffset At)> events, TimeZoneInfo zone)
    {
        var said = Template.Fill(play.Also.Note ?? "", name => TaskWording.Value(play, signal, fields, email, name));
        var lines = events.Take(MostEvents).Select(each => $"{TaskWording.Wall(TimeZoneInfo.ConvertTime(each.At, zone))}: {each.What}");
        return new NoteToMake($"Handoff: {play.Name}", string.Join('\n', lines.Prepend(said)));
    }
}
