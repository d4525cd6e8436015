using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Tests;

public sealed class ProcessTests
{
    [Fact]
    public void A_port_that_is_taken_moves_and_none_is_handed_out_twice()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var taken = ((IPEndPoint)squatter.LocalEndpoint).Port;
        var ports = new Ports();

        var (first, second) = (ports.Take(taken, 20100), ports.Take(taken, 20100));

        Assert.NotEqual(taken, first);
        Assert.NotEqual(first, second);
        Assert.All((int[])[first, second], port => Assert.InRange(port, 20100, 32767));
    }

    [Fact]
    public async Task A_child_that_a_tool_leaves_behind_does_not_hold_it_up()
    {
        var since = Stopwatch.GetTimestamp();

        var run = await Tool.Run("/bin/sh", ["-c", "sleep 20 & echo $!"], TestContext.Current.CancellationToken);

        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(15));
        ProcessStamp.Of(int.Parse(run.Output, System.Globalization.CultureInfo.InvariantCulture))!.Signal(Signals.Kill);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_fails_as_in_a_shell() =>
        Assert.Equal(127, (await Tool.Run("no-such-program", [], TestContext.Current.CancellationToken)).ExitCode);

    [Fact]
    public async Task What_takes_too_long_is_ended()
    {
        var limit = TimeSpan.FromMilliseconds(200);

        var run = await Tool.Run("sleep", ["60"], new Dictionary<string, string?>(), limit, TestContext.Current.CancellationToken);

        Assert.Equal(124, run.ExitCode);
    }
}
