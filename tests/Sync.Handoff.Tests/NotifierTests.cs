using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sync.Handoff.Notifying;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Handoff.Tests;

public sealed class NotifierTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Postgres _postgres = new();
    private readonly List<(string Path, IReadOnlyDictionary<string, string> Headers, string Body)> _heard = [];
    private readonly WebApplication _receiver;
    private readonly List<WebApplication> _apps = [];
    private readonly TaskCompletionSource _patience = new();
    private volatile int _failures;

    public NotifierTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Run(async http =>
        {
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            lock (_heard)
            {
                // The server uses the request's own headers again for the next one.
                _heard.Add((http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body));
            }

            if (http.Request.Path == "/slow")
            {
                await _patience.Task.WaitAsync(http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            http.Response.StatusCode = Interlocked.Decrement(ref _failures) >= 0 ? 500 : 204;
        });
    }

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var app in _apps)
        {
            await End(app);
        }

        await _receiver.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task A_handoff_is_told_once_signed_and_again_under_the_same_id_where_the_receiver_failed()
    {
        _failures = 1;
        await Start("{ url: \"URL/hook\", secret: \"${env:WHSEC}\", allowPrivate: true }");
        var signal = HandoffHost.Signal();

        await Judge(signal);
        await Eventually.Within(Soon, async () => await Ended() is "sent");

        List<(string Path, IReadOnlyDictionary<string, string> Headers, string Body)> heard;
        lock (_heard)
        {
            heard = [.. _heard];
        }

        Assert.Equal(2, heard.Count);
        Assert.Single(heard.Select(each => each.Headers["webhook-id"]).Distinct());
        Assert.All(heard, each => Assert.Equal(Signed(each.Headers, each.Body), each.Headers["webhook-signature"]));
        var data = JsonSerializer.Deserialize<JsonElement>(heard[0].Body).GetProperty("data");
        Assert.Equal((signal.Email, "demo", "Call Ada"), (data.GetProperty("email").GetString(), data.GetProperty("play").GetString(), data.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_chat_hears_of_it_in_its_own_form_and_what_came_again_is_told_once()
    {
        await Start("{ url: \"URL/slack\", format: slack, allowPrivate: true }, { url: \"URL/teams\", format: teams, allowPrivate: true }");
        var signal = HandoffHost.Signal();

        await Judge(signal);
        await Judge(signal);
        await Eventually.Within(Soon, async () => await _postgres.Count("handoff.notification", "outcome = 'sent'") == 2);

        lock (_heard)
        {
            Assert.Equal(["/slack", "/teams"], _heard.Select(each => each.Path).Order());
            Assert.All(_heard, each => Assert.Contains("Call Ada", each.Body, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_address_inside_the_own_network_is_not_called_unless_the_file_allows_it()
    {
        await Start("{ url: \"URL/slack\", format: slack }");

        await Judge(HandoffHost.Signal());

        Assert.Contains("own network", await Eventually.Within(Soon, Ended, outcome => outcome is not null), StringComparison.Ordinal);
        Assert.Empty(_heard);
    }

    [Fact]
    public async Task A_slow_receiver_does_not_hold_up_another()
    {
        await Start("{ url: \"URL/slow\", format: slack, allowPrivate: true }, { url: \"URL/fast\", format: slack, allowPrivate: true }");

        await Judge([.. Enumerable.Range(0, 20).Select(_ => HandoffHost.Signal())]);

        await Eventually.Within(Soon, () => Heard("/fast") == 20);
        Assert.InRange(Heard("/slow"), 0, 20 / 2);
        _patience.SetResult();
        await Eventually.Within(Soon, () => Heard("/slow") >= 20);
    }

    [Fact]
    public async Task What_two_notifiers_share_is_told_once_each()
    {
        const string Receivers = "{ url: \"URL/a\", format: slack, allowPrivate: true }, { url: \"URL/b\", format: teams, allowPrivate: true }";
        await Start(Receivers);
        await Start(Receivers);

        await Judge([.. Enumerable.Range(0, 40).Select(_ => HandoffHost.Signal())]);
        await Eventually.Within(Soon, async () => await _postgres.Count("handoff.notification", "outcome = 'sent'") == 80);

        Assert.Equal((40, 40), (Heard("/a"), Heard("/b")));
    }

    [Fact]
    public async Task A_notifier_that_ends_between_sending_and_noting_leaves_it_to_the_next_under_the_same_id()
    {
        const string Receiver = "{ name: room, url: \"URL/slow\", secret: \"${env:WHSEC}\", allowPrivate: true }";
        await Start(Receiver);
        await Judge(HandoffHost.Signal());
        await Eventually.Within(Soon, () => Heard("/slow") == 1);

        await End(_apps[0]);
        _apps.Clear();
        _patience.SetResult();
        await Start(Receiver);
        await Eventually.Within(Soon, async () => await Ended() is "sent");

        lock (_heard)
        {
            Assert.Equal(2, _heard.Count);
            Assert.Single(_heard.Select(each => each.Headers["webhook-id"]).Distinct());
        }
    }

    [Fact]
    public async Task A_receiver_is_known_by_its_name_wherever_it_stands_in_the_list()
    {
        await Start("{ name: room, url: \"URL/old\", format: slack, allowPrivate: true }", isNotifying: false);
        await Judge(HandoffHost.Signal());

        await Start("{ url: \"URL/other\", format: slack, allowPrivate: true }, { name: room, url: \"URL/new\", format: slack, allowPrivate: true }");
        await Eventually.Within(Soon, async () => await Ended() is "sent");

        Assert.Equal((0, 0, 1), (Heard("/old"), Heard("/other"), Heard("/new")));
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.4.4", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001:4860:4860::8888", true)]
    public void An_address_is_public_or_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicConnections.IsPublic(IPAddress.Parse(address)));

    private async Task Start(string receivers, bool isNotifying = true)
    {
        var origin = _receiver.Urls.First();
        var app = HandoffHost.Build(_postgres, HandoffHost.Rules.Replace(
            "when: { form: demo }", $"when: {{ form: demo }}\n      notify: [{receivers.Replace("URL", origin, StringComparison.Ordinal)}]", StringComparison.Ordinal));
        _apps.Add(app);
        foreach (var service in app.Services.GetServices<IHostedService>().Where(service => (isNotifying && service is Notifier) || service.GetType().Name == "MigrationWorker"))
        {
            await service.StartAsync(CancellationToken.None);
        }

        await app.Services.GetRequiredService<StorageReadiness>().Wait(CancellationToken.None);
    }

    private static async Task End(WebApplication app)
    {
        await app.Services.GetRequiredService<Notifier>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private Task Judge(params Contracts.SeenSignal[] signals) =>
        _apps[0].Services.GetRequiredService<JudgeSignalsConsumer>().Consume(signals, CancellationToken.None);

    private int Heard(string path)
    {
        lock (_heard)
        {
            return _heard.Count(each => each.Path == path);
        }
    }

    private async Task<string?> Ended() =>
        await _postgres.Query<string?>("select outcome from handoff.notification") is [var outcome, ..] ? outcome : null;

    private static string Signed(IReadOnlyDictionary<string, string> headers, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(PeoplePolicy.Whsec[6..]), Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}")));
}
