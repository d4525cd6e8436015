using Dapper;
using Npgsql;
using Sync.Policy;

namespace Sync.Handoff.Notifying;

/// <summary>Statements on notifications.</summary>
internal static class NotificationSql
{
    /// <summary>Keeps what is to be told of handoffs, each receiver once: who gets a person in another's place is not told of anew.</summary>
    public static Task KeepNotifications(this NpgsqlTransaction tx, SyncPolicy policy, IEnumerable<Judgement> judged)
    {
        var rows = from each in judged
                   where each.Handoff is not null
                   from receiver in policy.Handoff.Find(each.Handoff!.Play)?.Notify ?? []
                   select new
                   {
                       each.Handoff!.Id, Receiver = receiver.Key, each.Handoff.Play,
                       Body = NotificationBody.Of(receiver, policy.Handoff.Mail, each.Handoff, each.Seen),
                   };
        return tx.Connection!.ExecuteAsync("""
            insert into notification (handoff_id, receiver, play, body) values (@Id, @Receiver, @Play, @Body)
            on conflict (handoff_id, receiver) do nothing
            """, rows, tx);
    }

    /// <summary>Takes the notification that is due first and that nobody else sends at the moment; null if there is none.</summary>
    /// <param name="busy">Receivers that are being told of something already.</param>
    public static Task<Notification?> TakeDue(this NpgsqlTransaction tx, string[] busy) =>
        tx.Connection!.QuerySingleOrDefaultAsync<Notification?>("""
            select id, handoff_id as handoffId, receiver, play, body, tries from notification
             where ended_at is null and due_at <= now() and receiver <> all(@busy) order by due_at limit 1 for update skip locked
            """, new { busy }, tx);

    public static Task End(this NpgsqlTransaction tx, Notification notification, string outcome) =>
        tx.Connection!.ExecuteAsync(
            "update notification set ended_at = now(), outcome = @outcome, tries = tries + 1 where id = @Id", new { notification.Id, outcome }, tx);

    public static Task Again(this NpgsqlTransaction tx, Notification notification, double seconds, string outcome) =>
        tx.Connection!.ExecuteAsync("""
            update notification set tries = tries + 1, outcome = @outcome, due_at = now() + make_interval(secs => @seconds) where id = @Id
            """, new { notification.Id, seconds, outcome }, tx);
}

/// <summary>Something to be told to one receiver.</summary>
internal sealed record Notification(long Id, Guid HandoffId, string Receiver, string Play, string Body, int Tries);
