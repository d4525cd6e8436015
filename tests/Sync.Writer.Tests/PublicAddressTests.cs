using Microsoft.Extensions.Configuration;
using Sync.Policy;
using Sync.Testing;
using Sync.Writer.Registrations;

namespace Sync.Writer.Tests;

public sealed class PublicAddressTests
{
    private static readonly ConnectionPolicy Marketing = PeoplePolicy.Read().Connections["marketing"];

    private static readonly ConnectionPolicy Sandboxed = Marketing with
    {
        Settings = new Dictionary<string, string>(Marketing.Settings) { ["url"] = "http://127.0.0.1:8091" },
    };

    [Theory]
    [InlineData("https://sync.example.com", "https://sync.example.com/hooks/marketing/secret-of-marketing-hooks")]
    [InlineData(" https://example.com/sync/ ", "https://example.com/sync/hooks/marketing/secret-of-marketing-hooks")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/hooks/marketing/secret-of-marketing-hooks")]
    public void The_address_of_a_hook_ends_in_connection_and_secret(string text, string hook) =>
        Assert.Equal(hook, Read(text).HookOf(Sandboxed)?.AbsoluteUri);

    [Theory]
    [InlineData(null, "SYNC_PUBLIC_URL is not set")]
    [InlineData("", "SYNC_PUBLIC_URL is not set")]
    [InlineData("http://127.0.0.1:8080", "SYNC_PUBLIC_URL is http://127.0.0.1:8080, without https")]
    public void A_real_account_learns_only_an_address_that_keeps_the_secret(string? text, string obstacle)
    {
        Assert.StartsWith(obstacle, Read(text).ObstacleFor(Marketing), StringComparison.Ordinal);
        Assert.Null(Read(text).HookOf(Marketing));
    }

    [Theory]
    [InlineData("sync.example.com")]
    [InlineData("ftp://sync.example.com")]
    [InlineData("https://sync.example.com/?a=b")]
    public void What_is_no_web_address_is_refused_at_the_start(string text) =>
        Assert.Contains($"SYNC_PUBLIC_URL is '{text}'", Assert.Throws<InvalidOperationException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static PublicAddress Read(string? text) => PublicAddress.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new(PublicAddress.Variable, text)]).Build());
}
