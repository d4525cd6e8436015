using System.Globalization;

namespace Sync.Deploy.Provisioning;

/// <summary>What a private RabbitMQ is told: its configuration file and its environment.</summary>
internal static class RabbitMqSettings
{
    public static string ConfigurationFile(ServerState state) => Path.Combine(state.Data, "rabbitmq.conf");

    public static string Database(ServerState state) => Path.Combine(state.Data, "mnesia");

    public static string Configuration(ServerState state, string user) => $"""
        listeners.tcp.1 = 127.0.0.1:{state.Port}
        default_user = {user}
        default_pass = {state.Password}
        default_user_tags.administrator = true
        disk_free_limit.absolute = 256MB
        log.file.level = warning

        """;

    /// <summary>Ours, and null for every inherited variable that would change the server or its tools.</summary>
    public static Dictionary<string, string?> Variables(ServerState state)
    {
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal));
        var variables = inherited.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in Own(state))
            variables[name] = value;
        return variables;
    }

    private static Dictionary<string, string?> Own(ServerState state) => new()
    {
        ["HOME"] = Path.Combine(state.Data, "home"),
        ["ERL_EPMD_PORT"] = state.PortMapperPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = state.Node,
        ["RABBITMQ_DIST_PORT"] = state.DistributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = Database(state),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(state.Data, "log"),
        ["RABBITMQ_SCHEMA_DIR"] = Path.Combine(state.Data, "schema"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(state.Data, "config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(state.Data, "enabled_plugins"),
        ["RABBITMQ_CONFIG_FILE"] = ConfigurationFile(state),
        ["RABBITMQ_CONFIG_FILES"] = Path.Combine(state.Data, "conf.d", "*.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(state.Data, "advanced.config"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(state.Data, "rabbitmq-env.conf"),
        // The script then replaces itself by the Erlang machine: the process that we started is the broker, and SIGTERM ends it in order.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["NOTIFY_SOCKET"] = null,
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = ErlangArguments(),
    };

    // Few schedulers that sleep when idle: this broker shares its machine with everything else. Distribution listens on loopback only.
    private static string ErlangArguments()
    {
        var schedulers = Math.Min(4, Environment.ProcessorCount);
        return string.Create(CultureInfo.InvariantCulture,
            $"+S {schedulers}:{schedulers} +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {{127,0,0,1}}");
    }
}
