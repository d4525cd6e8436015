using System.Net;
using System.Net.Sockets;
using Sync.Deploy.Processes;
using Sync.Deploy.Running;
using Sync.Testing;

namespace Sync.Deploy.Tests;

public sealed class UpAndDownTests(StandIn standIn) : IClassFixture<StandIn>
{
    [Fact]
    public async Task Up_starts_restarts_and_moves_and_down_ends_it_all()
    {
        using var bystander = new Bystander();
        using var squatter = Squat(8080);

        var up = await standIn.Deploy("up", "--detach");
        Assert.True(up.Succeeded, up.Output);
        var endpoints = Endpoints.Read(standIn.Workplace)!;

        Assert.False(squatter is not null && endpoints.Ingress == "http://127.0.0.1:8080", "two on one port");
        Assert.Equal(2, endpoints.Processes["mapper"].Length);
        Assert.Single(endpoints.Processes["ingress"]);
        Assert.StartsWith($"{endpoints.Ingress}/hooks/marketing/", endpoints.Hooks["marketing"], StringComparison.Ordinal);
        await AnswersReady(endpoints);

        await A_killed_service_is_back_within_two_seconds(endpoints);
        await A_second_up_only_tells_where_it_is(endpoints);
        await Down_ends_it_all_and_nothing_else(bystander);
    }

    private async Task A_killed_service_is_back_within_two_seconds(Endpoints before)
    {
        var killed = before.Processes["ingress"].Single();
        ProcessStamp.Of(killed)!.Signal(Signals.Kill);

        var after = await Eventually.Within(
            TimeSpan.FromSeconds(2),
            () => Task.FromResult(Endpoints.Read(standIn.Workplace)!),
            now => now.Processes["ingress"] is [var pid] && pid != killed && ProcessStamp.Of(pid) is not null);
        Assert.Equal(before.Processes["mapper"], after.Processes["mapper"]);
        await Eventually.Within(TimeSpan.FromSeconds(20), async () => await AnswersReady(after));
    }

    private async Task A_second_up_only_tells_where_it_is(Endpoints first)
    {
        var second = await standIn.Deploy("up", "--detach");

        Assert.True(second.Succeeded, second.Output);
        Assert.Contains("up already", second.Output, StringComparison.Ordinal);
        Assert.Contains(first.Ingress!, second.Output, StringComparison.Ordinal);
    }

    private async Task Down_ends_it_all_and_nothing_else(Bystander bystander)
    {
        var state = SupervisorState.Alive(standIn.Workplace)!;

        var down = await standIn.Deploy("down");

        Assert.True(down.Succeeded, down.Output);
        Assert.Equal(3, state.Processes.Count);
        Assert.DoesNotContain(state.Processes.Append(state.Supervisor), process => process.IsAlive());
        Assert.Null(Endpoints.Read(standIn.Workplace));
        Assert.True(bystander.IsAlive);
    }

    private static async Task<bool> AnswersReady(Endpoints endpoints)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"{endpoints.Ingress}/health/ready"), TestContext.Current.CancellationToken) == "ready";
    }

    // Null when something else is there already, which serves as well.
    private static TcpListener? Squat(int port)
    {
        if (!Ports.IsFree(port))
            return null;
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
