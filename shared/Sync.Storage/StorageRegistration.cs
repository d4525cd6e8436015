using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sync.Storage;

public static class StorageRegistration
{
    /// <summary>Adds the data source of one schema and applies its migrations, Storage's own first, then those embedded in
    /// <paramref name="owner"/>.</summary>
    /// <param name="hasSearches">People search in it, each in a way of their own: what they ask is planned for the values that they ask for.</param>
    public static IHostApplicationBuilder AddStorage(
        this IHostApplicationBuilder builder, string schema, Assembly owner, bool hasSearches = false)
    {
        InstantMapping.Register();
        builder.Services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => BuildDataSource(services, schema, hasSearches));
        builder.Services.AddSingleton(services => new Migrator(services.GetRequiredService<NpgsqlDataSource>(), schema, owner));
        builder.Services.AddSingleton<StorageReadiness>();
        builder.Services.AddHostedService<MigrationWorker>();
        builder.Services.AddHealthChecks().AddCheck<StorageHealth>("postgres", tags: ["ready"]);
        return builder;
    }

    // Services look rows up by key. A plan that was kept from when a table was nearly empty would go on reading all of it, until the
    // server looks at the table again a minute later; in that minute a first import brings hundreds of thousands of rows. Compiling
    // takes longer than any of these statements runs, and a plan that must read a whole table counts as dear enough for it.
    private const string LookUpByIndex = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    // The server takes an array of unknown length for ten rows, and one of a single row for cheaper: it would plan each run anew, which takes
    // longer than most of these statements themselves. There is but one way to look rows up by key.
    private const string PlanOnce = "-c plan_cache_mode=force_generic_plan";

    private static NpgsqlDataSource BuildDataSource(IServiceProvider services, string schema, bool hasSearches)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = schema,
            ApplicationName = $"sync-{schema}",
            MaxPoolSize = options.MaxPoolSize,
            CommandTimeout = options.CommandTimeoutSeconds,
            Timeout = 3,
            KeepAlive = 10,
            // Plans of the few hot statements are kept; without it each run is parsed and planned anew.
            MaxAutoPrepare = 60,
            AutoPrepareMinUsages = 2,
            // Nothing is left behind in a session, so nothing has to be undone: that was seven statements each time.
            NoResetOnClose = true,
            Options = $"{new NpgsqlConnectionStringBuilder(options.ConnectionString).Options} {LookUpByIndex} {(hasSearches ? "" : PlanOnce)}".Trim(),
        };
        // Asked for encryption by Kerberos, a server that is just going down hangs up; the driver then tries again without, and what it
        // opens so is broken for good: each command on it fails with ObjectDisposedException (npgsql 10.0.0, issue 6415).
        if (connection.GssEncryptionMode == GssEncryptionMode.Prefer)
        {
            connection.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        return builder.Build();
    }
}
