using Sync.Deploy.Running;

namespace Sync.Deploy.Tests;

public sealed class ServiceProjectTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sync-services-");

    [Fact]
    public void Services_are_the_folders_with_a_program_without_the_command_line()
    {
        (string, string)[] files = [("Writer", "Program.cs"), ("Ingress", "Program.cs"), ("Cli", "Program.cs"), ("Draft", "Notes.md")];
        foreach (var (name, file) in files)
            File.WriteAllText(Path.Combine(_root.CreateSubdirectory($"services/Sync.{name}").FullName, file), "");

        var found = ServiceProject.Discover(_root.FullName);

        Assert.Equal([("ingress", 8080), ("writer", 8084)], found.Select(service => (service.Name, service.Port)));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("3", 3)]
    [InlineData("0", 0)]
    public void Instances_come_from_the_environment(string? value, int expected) =>
        Assert.Equal(expected, new ServiceProject("ingress", "", 8080).Instances(name => name == "SYNC_INSTANCES_INGRESS" ? value : null));

    [Theory]
    [InlineData("two")]
    [InlineData("-1")]
    [InlineData("17")]
    public void A_number_of_instances_that_makes_no_sense_is_refused_by_name(string value)
    {
        var refusal = Assert.Throws<DeployException>(() => new ServiceProject("ingress", "", 8080).Instances(_ => value));

        Assert.Contains("SYNC_INSTANCES_INGRESS", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
