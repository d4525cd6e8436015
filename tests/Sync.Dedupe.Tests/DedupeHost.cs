using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sync.Contracts;
using Sync.Dedupe.Reviews;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: the consumers on a database of their own. Nobody empties the outbox, so that a test can look into it.</summary>
public class DedupeHost : IAsyncLifetime
{
    private readonly Postgres _postgres = new();
    private WebApplication _app = null!;

    public Postgres Database => _postgres;

    internal ResolveChangesConsumer Resolve => _app.Services.GetRequiredService<ResolveChangesConsumer>();

    internal LearnWritesConsumer Learn => _app.Services.GetRequiredService<LearnWritesConsumer>();

    internal ForgetTrialsConsumer Forget => _app.Services.GetRequiredService<ForgetTrialsConsumer>();

    internal NpgsqlDataSource Source => _app.Services.GetRequiredService<NpgsqlDataSource>();

    internal FlipConflictsConsumer Flips => _app.Services.GetRequiredService<FlipConflictsConsumer>();

    internal DecideReviewsConsumer Decisions => _app.Services.GetRequiredService<DecideReviewsConsumer>();

    private protected T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    private protected virtual SyncPolicy Policy => PeoplePolicy.Read();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:ConnectionString", _postgres.ConnectionString), new("Storage:MaxPoolSize", "30"),
            new("Messaging:Uri", "amqp://127.0.0.1:1/"),
        ]);
        builder.AddServiceDefaults("dedupe");
        builder.Services.AddSingleton(Policy);
        builder.AddStorage("identity", typeof(DedupeRegistration).Assembly);
        builder.AddMessaging();
        builder.AddDedupe();
        _app = builder.Build();
        await _app.Services.GetRequiredService<Migrator>().Run(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>Resolves changes as one envelope and gives what came of it.</summary>
    internal async Task<Answer> Handle(params PersonChange[] changes)
    {
        var last = (await _postgres.Query<long>("select coalesce(max(id), 0) from identity.outbox_message")).Single();
        await Resolve.Consume(changes, TestContext.Current.CancellationToken);
        return await Since(last);
    }

    /// <summary>What comes of something that a test does.</summary>
    internal async Task<Answer> After(Func<Task> act)
    {
        var last = (await _postgres.Query<long>("select coalesce(max(id), 0) from identity.outbox_message")).Single();
        await act();
        return await Since(last);
    }

    /// <summary>What stands in the outbox after the message of this number.</summary>
    internal async Task<Answer> Since(long last)
    {
        var messages = await _postgres.Query<(string Contract, string Body)>(
            "select contract, body from identity.outbox_message where id > @last order by id", new { last });
        return new Answer(
            [.. Read<WritesRequested>(messages).SelectMany(message => message.Items)],
            [.. Read<OutcomesReached>(messages).SelectMany(message => message.Items)],
            [.. Read<ConflictsNoted>(messages).SelectMany(message => message.Items)],
            [.. Read<ReviewsNoted>(messages).SelectMany(message => message.Items)],
            [.. Read<OperationsRequested>(messages).SelectMany(message => message.Items)]);
    }

    private static IEnumerable<T> Read<T>(IEnumerable<(string Contract, string Body)> messages) => messages
        .Where(message => message.Contract == typeof(T).Name)
        .Select(message => JsonSerializer.Deserialize<T>(message.Body, OutboxJson.Options)!);
}

/// <summary>What the stage had to say to the others.</summary>
internal sealed record Answer(
    IReadOnlyList<WriteRequest> Writes, IReadOnlyList<OutcomeReached> Outcomes, IReadOnlyList<ConflictNoted> Conflicts,
    IReadOnlyList<ReviewNoted> Reviews, IReadOnlyList<OperationRequest> Operations);
