using System.Globalization;
using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>Puts a handoff into the words of its task. Pure.</summary>
public static class TaskWording
{
    public static TaskToMake Of(
        PlayPolicy play, PlaySignal signal, IReadOnlyDictionary<string, string?> fields, string email, DateTimeOffset occurredAt,
        Assignment assignment, DateTimeOffset dueAt)
    {
        string? Value(string name) => TaskWording.Value(play, signal, fields, email, name);
        var zone = assignment.Owner.Hours.Zone;
        var text = new List<string>();
        if (play.Task.Text is { } own && Template.Fill(own, Value) is { Length: > 0 } said)
        {
            text.Add(said);
        }

        text.Add($"{signal.Kind} {signal.Value}, {Wall(TimeZoneInfo.ConvertTime(occurredAt, zone))} ({zone.Id}).");
        text.Add($"Due {Wall(dueAt)}. {assignment.Owner.Email}: {assignment.Why}.");
        return new TaskToMake(Template.Fill(play.Task.Subject, Value), string.Join('\n', text), dueAt, assignment.Owner.Email, play.Task.Priority);
    }

    /// <summary>What a name in braces stands for.</summary>
    internal static string? Value(PlayPolicy play, PlaySignal signal, IReadOnlyDictionary<string, string?> fields, string email, string name) =>
        name switch
        {
            "name" => Template.NameOf(fields, email),
            "email" => email,
            "play" => play.Name,
            "signal" => $"{signal.Kind} {signal.Value}",
            "within" => Template.Say(play.Within),
            _ => fields.GetValueOrDefault(name),
        };

    internal static string Wall(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
