using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Testing;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;

namespace Sync.Writer.Tests;

/// <summary>Class fixture: the writer on a database of its own, not started. What it would send stands in the outbox.</summary>
public sealed class WriterHost : IAsyncLifetime
{
    private WebApplication _app = null!;

    public Postgres Database { get; } = new();

    public NpgsqlDataSource Source => Get<NpgsqlDataSource>();

    internal SyncPolicy Policy => Get<SyncPolicy>();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        _app = Build();
        await Get<Migrator>().Run(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>One more process of the writer on the same database, not started.</summary>
    internal WebApplication Build(params IEnumerable<(string Setting, string Value)> settings) => Build(PeoplePolicy.Read(), settings);

    /// <inheritdoc cref="Build(IEnumerable{ValueTuple{string, string}})"/>
    internal WebApplication Build(SyncPolicy policy, params IEnumerable<(string Setting, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:ConnectionString", Database.ConnectionString), new("Storage:MaxPoolSize", "20"),
            new("Messaging:Uri", "amqp://127.0.0.1:1/"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Setting, (string?)pair.Value)));
        builder.AddServiceDefaults("writer");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(policy);
        builder.AddStorage("writer", typeof(WriterRegistration).Assembly);
        builder.AddMessaging();
        builder.AddWriter();
        return builder.Build();
    }

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Takes requests in, as their consumer does.</summary>
    internal Task Accept(params WriteRequest[] requests) => Get<AcceptWritesConsumer>().Consume(requests, CancellationToken.None);

    /// <summary>Takes requests in, as their consumer does.</summary>
    internal Task Accept(params ReadRequest[] requests) => Get<AcceptReadsConsumer>().Consume(requests, CancellationToken.None);

    /// <summary>Takes pauses in, as their consumer does.</summary>
    internal Task Order(params OrderPause[] orders) => Get<AcceptPausesConsumer>().Consume(orders, CancellationToken.None);

    /// <summary>How much work was cut off under earlier epochs.</summary>
    internal async Task<int> CloseCutOff(string connection, long epoch)
    {
        await using var db = await Source.OpenConnectionAsync();
        await using var tx = await db.BeginTransactionAsync();
        var attempts = await tx.CloseCutOff(connection, epoch);
        await tx.CommitAsync();
        return attempts.Sum(attempt => attempt.Deliveries.Length);
    }

    /// <summary>The reads of these requests as they stand in the table.</summary>
    internal async Task<IReadOnlyList<ReadRow>> Rows(params IEnumerable<ReadRequest> requests) => await Database.Query<ReadRow>(
        """
        select key, outcome, detail, tries, settled_at is not null as isSettled
          from writer.pending_read where key = any(@keys) order by id
        """, new { keys = requests.Select(request => request.Key).ToArray() });

    /// <summary>The work of these requests as it stands in the table.</summary>
    internal async Task<IReadOnlyList<WorkRow>> Rows(params IEnumerable<WriteRequest> requests) => await Database.Query<WorkRow>(
        """
        select key, outcome, detail, module, record_id as recordId, tries, verify, settled_at is not null as isSettled
          from writer.pending_work where key = any(@keys) order by id
        """, new { keys = requests.Select(request => request.Key).ToArray() });

    /// <summary>What was said about these requests, oldest first.</summary>
    internal Task<IReadOnlyList<T>> Said<T>(params IEnumerable<WriteRequest> about) => Said<T>([.. about.Select(request => request.Key)]);

    /// <summary>What was said about these requests, oldest first.</summary>
    internal Task<IReadOnlyList<T>> Said<T>(params IEnumerable<ReadRequest> about) => Said<T>([.. about.Select(request => request.Key)]);

    /// <summary>What was said that names one of these, oldest first.</summary>
    internal async Task<IReadOnlyList<T>> Said<T>(params string[] keys)
    {
        var bodies = await Database.Query<string>(
            "select body from writer.outbox_message where contract = @contract order by id", new { contract = typeof(T).Name });
        return [.. bodies.Where(body => keys.Any(key => body.Contains(JsonEncodedText.Encode(key).ToString(), StringComparison.Ordinal)))
            .Select(body => JsonSerializer.Deserialize<T>(body, OutboxJson.Options)!)];
    }
}

/// <summary>What a test asks of a row of pending reads.</summary>
internal sealed record ReadRow(string Key, string? Outcome, string? Detail, int Tries, bool IsSettled);

/// <summary>What a test asks of a row of pending work.</summary>
internal sealed record WorkRow(
    string Key, string? Outcome, string? Detail, string? Module, string? RecordId, int Tries, bool Verify, bool IsSettled);
