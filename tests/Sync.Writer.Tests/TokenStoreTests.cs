using Sync.Connectors;
using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Vendors;

namespace Sync.Writer.Tests;

public sealed class TokenStoreTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _connection = Some.Word();
    private int _refreshes;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_ask_at_once_in_two_processes_one_token_is_fetched()
    {
        TokenStore[] stores = [Store(), Store()];

        var tokens = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Get(stores[number % 2])));

        Assert.Equal(1, _refreshes);
        Assert.Single(tokens.Select(token => token.Value!.Value).Distinct());
    }

    [Fact]
    public async Task A_token_that_was_refused_is_replaced_once_for_all()
    {
        TokenStore[] stores = [Store(), Store()];
        var refused = (await Get(stores[0])).Value;

        var tokens = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Get(stores[number % 2], refused)));

        Assert.Equal(2, _refreshes);
        Assert.DoesNotContain(refused!.Value, tokens.Select(token => token.Value!.Value));
    }

    [Fact]
    public async Task A_token_is_replaced_before_it_runs_out()
    {
        var time = new ManualTime();
        var store = new TokenStore(host.Source, time);
        await Get(store, life: TimeSpan.FromHours(1), now: time.GetUtcNow());

        time.Advance(TimeSpan.FromMinutes(58));
        await Get(store, now: time.GetUtcNow());
        Assert.Equal(1, _refreshes);
        time.Advance(TimeSpan.FromMinutes(1.5));
        await Get(store, now: time.GetUtcNow());

        Assert.Equal(2, _refreshes);
    }

    [Fact]
    public async Task A_token_outlives_the_process_that_fetched_it_with_all_that_belongs_to_it()
    {
        var fetched = (await Get(Store())).Value!;

        var found = (await Get(Store())).Value!;

        Assert.Equal((fetched.Value, fetched.ApiDomain, 1), (found.Value, found.ApiDomain, _refreshes));
        Assert.Equal(fetched.ExpiresAt, found.ExpiresAt, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_refresh_that_fails_leaves_nothing_and_the_next_one_tries_anew()
    {
        var store = Store();
        var failed = await store.Get(
            _connection, null, _ => Task.FromResult(
                CallResult<AccessToken>.Failed(new VendorFault(FailureClasses.Authentication, "invalid_code", "no"))), Ct);

        var later = await Get(store);

        Assert.Equal((FailureClasses.Authentication, 1), (failed.Fault!.Class, _refreshes));
        Assert.NotNull(later.Value);
    }

    private TokenStore Store() => new(host.Source, TimeProvider.System);

    private Task<CallResult<AccessToken>> Get(
        TokenStore store, AccessToken? refused = null, TimeSpan? life = null, DateTimeOffset? now = null) =>
        store.Get(_connection, refused, async ct =>
        {
            await Task.Delay(50, ct);
            return CallResult<AccessToken>.Ok(new AccessToken(
                $"token {Interlocked.Increment(ref _refreshes)}", new Uri("https://api.example.test/"),
                (now ?? DateTimeOffset.UtcNow) + (life ?? TimeSpan.FromHours(1))));
        }, Ct);
}
