using Dapper;
using Npgsql;

namespace Sync.Dedupe;

/// <summary>Statements on made-up persons.</summary>
internal static class TrialSql
{
    /// <summary>Forgets the persons whose present address is one of these, with all that they are known by.</summary>
    public static Task ForgetPersons(this NpgsqlTransaction tx, string[] emails) =>
        tx.Connection!.ExecuteAsync("""
            with gone as (
                select p.id from person p
                 where p.email = any(@emails)
                   and p.id in (select person_id from identifier where kind = 'email' and value = any(@emails)) order by p.id for update
            ), known as (
                delete from identifier where person_id in (select id from gone)
            ), linked as (
                delete from link where person_id in (select id from gone)
            ), were as (
                delete from link_history where person_id in (select id from gone)
            ), asked as (
                delete from review where person_id in (select id from gone) or other_id in (select id from gone)
            )
            delete from person where id in (select id from gone)
            """, new { emails }, tx);
}
