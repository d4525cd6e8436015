using Sync.Deploy.Building;

namespace Sync.Deploy.Tests;

public sealed class ProjectInputsTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sync-inputs-");

    [Theory]
    [InlineData("services/Sync.Ingress/Program.cs", true)]
    [InlineData("shared/Sync.Storage/Inbox.cs", true)]
    [InlineData("Directory.Packages.props", true)]
    [InlineData("shared/Sync.Policy/Policy.cs", false)]
    [InlineData("services/Sync.Ingress/obj/Program.cs", false)]
    public void A_program_is_stale_when_something_it_is_made_of_changes_and_only_then(string changed, bool isStale)
    {
        const string Reference = """<ProjectReference Include="../../shared/Sync.Storage/Sync.Storage.csproj" />""";
        var project = Write("services/Sync.Ingress/Sync.Ingress.csproj", Reference);
        Write("shared/Sync.Storage/Sync.Storage.csproj", "<Project />");
        Write(changed, "before");
        var before = ProjectInputs.Fingerprint(_root.FullName, project);

        Write(changed, "after");

        Assert.Equal(isStale, before != ProjectInputs.Fingerprint(_root.FullName, project));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_root.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
