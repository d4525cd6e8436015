using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Sync.Testing;

/// <summary>A database that one test or class has for itself; it is dropped with the object.</summary>
public class Database : IAsyncDisposable
{
    private string? _admin;
    private NpgsqlDataSource? _source;

    public string Name { get; } = $"test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>For the code under test.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>For the test itself.</summary>
    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database is there after InitializeAsync.");

    /// <summary>An empty database on the shared server.</summary>
    public static async Task<Database> New()
    {
        var database = new Database();
        await database.Create((await Servers.Get()).Postgres, "template1");
        return database;
    }

    /// <summary>
    /// A copy of this one as it is now, much faster than migrating again. Nobody else may be connected to this one meanwhile.
    /// </summary>
    public async Task<Database> Clone()
    {
        await Source.DisposeAsync();
        _source = NpgsqlDataSource.Create(ConnectionString);
        var copy = new Database();
        await copy.Create(_admin!, Name);
        return copy;
    }

    /// <summary>How many rows a table has; <c>schema.table</c>, and a condition if only some count.</summary>
    public async Task<long> Count(string table, string where = "true", object? parameters = null) =>
        (await Query<long>($"select count(*) from {table} where {where}", parameters)).Single();

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    /// <returns>How many rows it touched.</returns>
    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_admin is null)
            return;
        await Source.DisposeAsync();
        await Administer(_admin, $"drop database if exists {Name} with (force)");
    }

    protected async Task Create(string admin, string template)
    {
        await Administer(admin, $"create database {Name} template {template}");
        _admin = admin;
        ConnectionString = new NpgsqlConnectionStringBuilder(admin) { Database = Name, MaxPoolSize = 20 }.ConnectionString;
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    // Unpooled: an idle connection to a template keeps others from copying it.
    private static async Task Administer(string admin, string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(statement);
    }
}
