using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sync.Contracts;
using Sync.Handoff.Deals;
using Sync.Policy.Plays;

namespace Sync.Handoff.Notifying;

/// <summary>An e-mail as it is kept until it is sent: each try sends the same one. Pure.</summary>
/// <param name="Id">The Message-ID. Mail programs and servers know a repetition by it.</param>
internal sealed record MailBody(string Id, DateTimeOffset Date, string Subject, string Text)
{
    private const int LongestSubject = 150;
    private const int LongestValue = 500;

    public static MailBody Of(NotifyPolicy receiver, MailServerPolicy? server, HandoffRow handoff, SeenSignal seen) =>
        new(IdOf(receiver, server, handoff.Id), handoff.DecidedAt, Line(handoff.Subject, LongestSubject), TextOf(handoff, seen));

    public static MailBody Of(NotifyPolicy receiver, MailServerPolicy? server, StaleReport report) =>
        new(IdOf(receiver, server, report.Id), report.At, report.Subject, $"{report.Text}\n");

    public string Write() => JsonSerializer.Serialize(this);

    /// <returns>Null for what was kept for another kind of receiver.</returns>
    public static MailBody? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<MailBody>(body) is { Id: not null, Subject: not null, Text: not null } mail ? mail : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string IdOf(NotifyPolicy receiver, MailServerPolicy? server, Guid about)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(receiver.Key)))[..8];
        return FormattableString.Invariant($"{about:N}.{key}@{server?.From.Split('@')[^1] ?? "sync.invalid"}");
    }

    private static string TextOf(HandoffRow handoff, SeenSignal seen)
    {
        (string Name, string? Value)[] lines =
        [
            ("Who", Template.NameOf(seen.Fields, seen.Email)),
            ("E-mail", handoff.Email),
            ("Phone", seen.Fields.GetValueOrDefault("phone")),
            ("Company", seen.Fields.GetValueOrDefault("company")),
            ("Did", $"{seen.Signal.Kind} {seen.Signal.Value}"),
            ("When", FormattableString.Invariant($"{handoff.OccurredAt.ToUniversalTime():ddd d MMM yyyy HH:mm} UTC")),
            ("Owner", $"{handoff.Owner} ({handoff.Reason})"),
            ("Due", FormattableString.Invariant($"{handoff.DueAt:ddd d MMM yyyy HH:mm zzz}")),
        ];
        var said = lines.Where(line => !string.IsNullOrWhiteSpace(line.Value)).Select(line => $"{line.Name + ":",-9}{Line(line.Value!, LongestValue)}\n");
        return $"{Line(handoff.Subject, LongestValue)}\n\n{string.Concat(said)}\nThe task is in {handoff.Target}. Sync sent this for the play {handoff.Play}.\n";
    }

    // What persons typed stays in its line: it begins no header and no line of its own.
    private static string Line(string text, int most)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= most ? line : $"{line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)]}…";
    }
}
