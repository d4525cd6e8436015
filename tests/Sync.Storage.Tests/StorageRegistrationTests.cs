using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Testing;

namespace Sync.Storage.Tests;

public sealed class StorageRegistrationTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_starts_while_the_database_is_away_and_migrates_when_it_comes()
    {
        var given = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        await using var wire = new Wire(given.Host!, given.Port);
        wire.Cut();
        using var host = Build(Through(wire));
        await host.StartAsync(Ct);
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(Ct)).Status);

        wire.Mend();

        await host.Services.GetRequiredService<StorageReadiness>().Wait(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Ct)).Status);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_the_first_try_is_used_on_the_second()
    {
        var given = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        await using var wire = new Wire(given.Host!, given.Port);
        wire.HangUp(1);
        using var host = Build(Through(wire));

        await host.StartAsync(Ct);

        await host.Services.GetRequiredService<StorageReadiness>().Wait(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_moment_is_read_as_it_was_written()
    {
        using var host = Build(postgres.ConnectionString);
        await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Ct);

        var read = await connection.QuerySingleAsync<DateTimeOffset>(
            "select @at", new { at = new DateTimeOffset(2026, 3, 14, 11, 26, 53, TimeSpan.FromHours(2)) });

        Assert.Equal((Some.Moment, TimeSpan.Zero), (read, read.Offset));
    }

    [Fact]
    public async Task A_service_without_a_connection_string_says_which_setting_is_missing()
    {
        using var host = Build("");

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Ct));

        Assert.Contains("Storage__ConnectionString", refused.Message, StringComparison.Ordinal);
    }

    private string Through(Wire wire) =>
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Host = "127.0.0.1", Port = wire.Port }.ConnectionString;

    private static IHost Build(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Storage:ConnectionString", connectionString)]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStorage("registered", new Scripts());
        return builder.Build();
    }
}
