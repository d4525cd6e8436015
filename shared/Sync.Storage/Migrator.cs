using System.Reflection;
using Dapper;
using Npgsql;

namespace Sync.Storage;

/// <summary>Brings one schema up to date: numbered scripts, forward only, each in its own transaction, one instance at a time.</summary>
public sealed class Migrator(NpgsqlDataSource dataSource, string schema, Assembly owner)
{
    /// <summary>Applies what is missing and says how many scripts that were.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_lock(hashtextextended(@schema, 0))", new { schema });
        try
        {
            await connection.ExecuteAsync($"create schema if not exists {schema}");
            await connection.ExecuteAsync(
                "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())");
            var applied = (await connection.QueryAsync<string>("select name from migration")).ToHashSet();
            var missing = Scripts().Where(script => !applied.Contains(script.Name)).ToList();
            foreach (var script in missing)
            {
                await Apply(connection, script, ct);
            }

            return missing.Count;
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(hashtextextended(@schema, 0))", new { schema });
        }
    }

    private static async Task Apply(NpgsqlConnection connection, Script script, CancellationToken ct)
    {
        await using var tx = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(script.Text, transaction: tx, commandTimeout: 600);
        await connection.ExecuteAsync("insert into migration (name) values (@Name)", new { script.Name }, tx);
        await tx.CommitAsync(ct);
    }

    private IEnumerable<Script> Scripts() => ScriptsOf(typeof(Migrator).Assembly).Concat(ScriptsOf(owner));

    private static IEnumerable<Script> ScriptsOf(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new Script(name, reader.ReadToEnd());
        }
    }

    private sealed record Script(string Name, string Text);
}
