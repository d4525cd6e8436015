using System.Text.Json;
using Sync.Contracts;
using Sync.Handoff.Deals;
using Sync.Policy.Plays;

namespace Sync.Handoff.Notifying;

/// <summary>Puts a handoff into words for each kind of receiver. Pure.</summary>
internal static class NotificationBody
{
    public static string Of(NotifyPolicy receiver, MailServerPolicy? mail, HandoffRow handoff, SeenSignal seen) => receiver.Format switch
    {
        NotifyFormat.Email => MailBody.Of(receiver, mail, handoff, seen).Write(),
        NotifyFormat.Slack or NotifyFormat.Teams => ForChat(receiver.Format, Text(handoff, seen)),
        _ => JsonSerializer.Serialize(new
        {
            type = "handoff.made",
            timestamp = handoff.DecidedAt.ToUniversalTime(),
            data = new
            {
                id = $"{handoff.Id:N}", play = handoff.Play, signal = $"{seen.Signal.Kind} {seen.Signal.Value}", email = handoff.Email,
                name = Template.NameOf(seen.Fields, seen.Email), owner = handoff.Owner, subject = handoff.Subject,
                occurredAt = handoff.OccurredAt.ToUniversalTime(), dueAt = handoff.DueAt, text = Text(handoff, seen),
            },
        }),
    };

    public static string Of(NotifyPolicy receiver, MailServerPolicy? mail, StaleReport report) => receiver.Format switch
    {
        NotifyFormat.Email => MailBody.Of(receiver, mail, report).Write(),
        NotifyFormat.Slack or NotifyFormat.Teams => ForChat(receiver.Format, report.Text),
        _ => JsonSerializer.Serialize(new
        {
            type = "deals.stale",
            timestamp = report.At.ToUniversalTime(),
            data = new
            {
                id = $"{report.Id:N}", text = report.Text,
                deals = report.Deals.Select(deal => new
                {
                    id = deal.DealId, connection = deal.Connection, name = deal.Name, stage = deal.Stage, since = deal.Since.ToUniversalTime(),
                    email = deal.Email, owner = deal.Owner,
                }),
            },
        }),
    };

    private static string ForChat(NotifyFormat format, string text) => format == NotifyFormat.Slack
        ? JsonSerializer.Serialize(new { text = ForSlack(text) })
        : JsonSerializer.Serialize(new
        {
            type = "message",
            attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = Card(text) } },
        });

    /// <summary>What a person reads.</summary>
    public static string Text(HandoffRow handoff, SeenSignal seen)
    {
        string?[] about = [handoff.Email, seen.Fields.GetValueOrDefault("phone"), seen.Fields.GetValueOrDefault("company")];
        return FormattableString.Invariant(
            $"{handoff.Subject} ({string.Join(", ", about.Where(part => !string.IsNullOrWhiteSpace(part)))}): {seen.Signal.Kind} {seen.Signal.Value}. {handoff.Owner}, due {handoff.DueAt:ddd HH:mm zzz}.");
    }

    // Of Slack's own signs only these three mean something in a text.
    private static string ForSlack(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static Dictionary<string, object> Card(string text) => new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.4",
        ["body"] = new[] { new { type = "TextBlock", text, wrap = true } },
    };
}
