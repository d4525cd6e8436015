namespace Sync.Deploy.Provisioning;

public enum ServerKind
{
    Postgres,
    RabbitMq,
}
