namespace Sync.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly FakeConsole _console = new();

    [Theory]
    [InlineData("status")]
    [InlineData("explain")]
    [InlineData("dead-letters")]
    [InlineData("replay")]
    [InlineData("doctor")]
    [InlineData("conflicts")]
    [InlineData("conflicts", "flip")]
    [InlineData("config", "check")]
    public async Task Each_commands_help_ends_with_an_example(params string[] command)
    {
        var session = new Session(_console);

        Assert.Equal(0, await session.Run([.. command, "--help"]));

        Assert.Contains($"Example:{Environment.NewLine}  sync {string.Join(' ', command)}", session.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("config")]
    [InlineData("statu")]
    [InlineData("status", "--loud")]
    public async Task What_is_no_command_is_wrong_use(params string[] args)
    {
        Assert.Equal(2, await new Session(_console).Run(args));
    }

    public void Dispose() => _console.Dispose();
}
