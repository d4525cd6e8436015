using System.Text.RegularExpressions;
using Sync.Deploy.Running;

namespace Sync.Deploy.Tests;

public sealed partial class ServiceEnvironmentTests
{
    [Fact]
    public void Whatever_the_sample_file_asks_for_is_given_to_those_who_read_it()
    {
        var secrets = new Secrets { OperatorToken = "a", MarketingHook = "b", SalesHook = "c" };
        var given = ServiceEnvironment.OfPolicy(secrets, StackPlan.UsualSandbox, StackPlan.UsualIngress);

        var lines = File.ReadLines(Path.Combine(Workplace.Find().Root, "deploy", "sync.yaml")).Where(line => !line.TrimStart().StartsWith('#'));
        var asked = lines.SelectMany(line => Asked().Matches(line)).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.False(string.IsNullOrEmpty(given.GetValueOrDefault(name)), name));
    }

    [GeneratedRegex(@"\$\{env:(\w+)\}")]
    private static partial Regex Asked();
}
