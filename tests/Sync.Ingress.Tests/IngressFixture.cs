using Sync.Testing;

namespace Sync.Ingress.Tests;

/// <summary>An ingress with a database and queues of its own, for the tests of one class.</summary>
public sealed class IngressFixture : IAsyncLifetime
{
    public const int LargestBody = 2_048;

    private readonly RabbitMq _rabbit = new();
    private IngressHost? _ingress;

    public Postgres Postgres { get; } = new();

    internal IngressHost Ingress => _ingress!;

    internal HttpClient Http => Ingress.Http;

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        await _rabbit.InitializeAsync();
        _ingress = await IngressHost.Start(
            Postgres.ConnectionString, _rabbit.Uri, _rabbit.PrefixFor("ingress"), ("Ingress:MaxBodyBytes", $"{LargestBody}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_ingress is not null)
        {
            await _ingress.DisposeAsync();
        }

        await _rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
