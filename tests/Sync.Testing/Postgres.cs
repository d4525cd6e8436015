using Xunit;

namespace Sync.Testing;

/// <summary>Class fixture: an empty database for the tests of one class.</summary>
public sealed class Postgres : Database, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Create((await Servers.Get()).Postgres, "template1");
}
