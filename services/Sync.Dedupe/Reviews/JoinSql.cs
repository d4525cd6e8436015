using Dapper;
using Npgsql;

namespace Sync.Dedupe.Reviews;

/// <summary>Statements that make one person of two. Both are locked.</summary>
internal static class JoinSql
{
    /// <summary>Gives all that the one had to the other, and keeps whose it was. Where both have a record in a module, his is superseded.
    /// </summary>
    public static Task Join(this NpgsqlTransaction tx, long gone, long kept) => tx.Connection!.ExecuteAsync("""
        insert into link_history (connection, module, record_id, person_id, since, reason)
        select connection, module, record_id, person_id, since, 'same-person' from link where person_id = @gone;

        update link l
           set person_id = @kept,
               superseded_at = case when exists (
                   select from link k
                    where k.person_id = @kept and k.connection = l.connection and k.module = l.module and k.superseded_at is null)
                   then now() else l.superseded_at end
         where l.person_id = @gone;

        update identifier set person_id = @kept, valid_to = coalesce(valid_to, now()) where person_id = @gone;

        update person set company_id = coalesce(company_id, (select company_id from person where id = @gone)) where id = @kept;

        update person set merged_into = @kept, company_id = null where id = @gone;

        -- Who is found to be somebody else than a third one stays so under his new number.
        update review r
           set person_id = case r.person_id when @gone then @kept else r.person_id end,
               other_id = case r.other_id when @gone then @kept else r.other_id end
         where r.decision = 'different' and @gone in (r.person_id, r.other_id) and @kept not in (r.person_id, r.other_id)
           and not exists (
               select from review k
                where @kept in (k.person_id, k.other_id)
                  and (case r.person_id when @gone then r.other_id else r.person_id end) in (k.person_id, k.other_id));
        """, new { gone, kept }, tx);

    /// <summary>Addresses that were claimed for persons while these became others.</summary>
    public static Task Follow(this NpgsqlTransaction tx, IReadOnlyCollection<long> gone) => tx.Connection!.ExecuteAsync("""
        update identifier i set person_id = p.merged_into from person p where i.person_id = p.id and p.id = any(@gone)
        """, new { gone = gone.ToArray() }, tx);
}
