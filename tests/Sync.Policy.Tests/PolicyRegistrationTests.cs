using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sync.Policy.Tests;

public sealed class PolicyRegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policy").FullName;

    [Fact]
    public void A_right_file_is_registered_with_secrets_beside_it()
    {
        Write("secret", "a-secret-in-a-file-of-its-own\n");
        var path = Write("sync.yaml", Local());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[PolicyRegistration.FileKey] = path;

        builder.AddPolicy();

        using var services = builder.Services.BuildServiceProvider();
        var policy = services.GetRequiredService<SyncPolicy>();
        Assert.Equal("a-secret-in-a-file-of-its-own", policy.Connections["marketing"].Settings["apiKey"]);
    }

    [Fact]
    public void A_wrong_file_never_starts_a_service()
    {
        var path = Write("sync.yaml", Local());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[PolicyRegistration.FileKey] = path;

        var refused = Assert.Throws<PolicyException>(() => builder.AddPolicy());

        Assert.NotEmpty(refused.Mistakes);
        Assert.All(refused.Mistakes, mistake => Assert.Contains("secret cannot be read", mistake.Problem, StringComparison.Ordinal));
        Assert.Contains($"{path}:6: connections.marketing.apiKey: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var reading = PolicyRegistration.Load(Path.Combine(_folder, "none.yaml"));

        Assert.Equal("The file cannot be read.", Assert.Single(reading.Mistakes).Problem);
    }

    [Fact]
    public void A_service_that_was_given_no_file_says_how_to_give_one()
    {
        var refused = Assert.Throws<PolicyException>(() => Host.CreateEmptyApplicationBuilder(null).AddPolicy());

        Assert.Contains("Policy__File", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The sample, with every secret in one file beside it.</summary>
    private static string Local() => System.Text.RegularExpressions.Regex
        .Replace(Sample.Yaml.Replace("${env:AC_URL}", "http://localhost:8091", StringComparison.Ordinal), @"\$\{[^}]*\}", "${file:secret}")
        .Replace("version: 1\n\n", "version: 1\n", StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
