using System.Net.Sockets;
using System.Text;

namespace Sync.Ingress.Tests;

public sealed class SlowSenderTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sender_that_drips_its_body_is_cut_off_in_time()
    {
        using var client = await Open("Content-Length: 1000");
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadLineAsync(Ct).AsTask();

        for (var second = 0; second < 15 && !answer.IsCompleted; second++)
        {
            await stream.WriteAsync("x"u8.ToArray(), Ct);
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), Ct));
        }

        Assert.True(answer.IsCompleted, "Nobody stopped the sender.");
        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer);
    }

    [Fact]
    public async Task A_sender_that_hangs_up_in_the_middle_harms_nobody()
    {
        using (var client = await Open("Content-Length: 1000"))
        {
            await client.GetStream().WriteAsync("type=subscribe"u8.ToArray(), Ct);
        }

        Assert.True((await fixture.Http.PostAsync(Hook.Path, Hook.Form(), Ct)).IsSuccessStatusCode);
        Assert.Equal(0, await fixture.Postgres.Count("ingress.delivery", "body = 'type=subscribe'"));
    }

    private async Task<TcpClient> Open(string header)
    {
        var client = new TcpClient();
        await client.ConnectAsync(fixture.Ingress.Address.Host, fixture.Ingress.Address.Port, Ct);
        await client.GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes($"POST {Hook.Path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n"), Ct);
        return client;
    }
}
