using Npgsql;
using Sync.Testing;

namespace Sync.Storage.Tests;

public sealed class MigratorTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static readonly (string Name, string Text) First =
        ("0001_first.sql", "create table first (id int); insert into first values (1)");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_is_applied_once()
    {
        await using var source = SourceOf("once");
        var migrator = new Migrator(source, "once", new Scripts(First));

        var (before, after) = (await migrator.Run(Ct), await migrator.Run(Ct));

        Assert.Equal((2, 0), (before, after));
        Assert.Equal(1, await postgres.Count("once.first"));
        Assert.Equal(0, await postgres.Count("once.outbox_message"));
    }

    [Fact]
    public async Task Instances_that_start_together_apply_each_script_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var source = SourceOf("together");
            return await new Migrator(source, "together", new Scripts(First)).Run(Ct);
        }));

        Assert.Equal([0, 0, 0, 2], applied.Order());
        Assert.Equal(1, await postgres.Count("together.first"));
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing_of_itself_and_all_before_it()
    {
        await using var source = SourceOf("failing");
        var wrong = new Scripts(First, ("0002_wrong.sql", "create table second (id int); insert into nowhere values (1)"));
        var right = new Scripts(First, ("0002_wrong.sql", "create table second (id int)"));

        await Assert.ThrowsAsync<PostgresException>(() => new Migrator(source, "failing", wrong).Run(Ct));
        var tables = await postgres.Query<string>("select table_name from information_schema.tables where table_schema = 'failing'");
        var later = await new Migrator(source, "failing", right).Run(Ct);

        Assert.Contains("first", tables);
        Assert.DoesNotContain("second", tables);
        Assert.Equal(1, later);
    }

    [Fact]
    public async Task Scripts_run_in_the_order_of_their_names()
    {
        await using var source = SourceOf("ordered");
        var scripts = new Scripts(("0002_b.sql", "insert into first values (2)"), First);

        await new Migrator(source, "ordered", scripts).Run(Ct);

        Assert.Equal([1, 2], await postgres.Query<int>("select id from ordered.first order by id"));
    }

    private NpgsqlDataSource SourceOf(string schema) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { SearchPath = schema });
}
