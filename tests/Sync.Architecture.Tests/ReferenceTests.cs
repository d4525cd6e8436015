namespace Sync.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly string[] Product = ["services", "shared", "deploy"];

    private static readonly string[] OpeningWords = ["new NpgsqlConnection", "NpgsqlDataSourceBuilder", "NpgsqlDataSource.Create"];

    [Fact]
    public void Projects_refer_only_to_those_that_they_may_know() => Violations.None(
        from project in Repository.Projects
        where !ReferenceRules.SeesEverything(project.Name)
        from reference in project.References
        where !MayKnow(project, reference)
        select $"{project.Path} may not refer to {reference}");

    [Fact]
    public void Every_project_of_the_product_has_its_rule() => Violations.None(
        from project in Repository.Projects
        where project.Area is "services" or "shared" && !ReferenceRules.Allowed.ContainsKey(project.Name)
        select $"{project.Path}: add to {nameof(ReferenceRules)} what it may refer to");

    [Fact]
    public void Contracts_need_no_package() =>
        Assert.Empty(Repository.Projects.Single(project => project.Name == "Contracts").Packages);

    [Fact]
    public void Bus_and_database_are_named_by_one_project_each() => Violations.None(
        from project in Repository.Projects
        where Product.Contains(project.Area)
        from package in project.Packages
        from rule in ReferenceRules.Packages
        where package.StartsWith(rule.Key, StringComparison.Ordinal) && !rule.Value.Contains(project.Name)
        select $"{project.Path} may not name {package}: only {string.Join(" and ", rule.Value)} may");

    [Fact]
    public void No_code_outside_messaging_speaks_of_the_bus_it_runs_on() => Violations.None(
        from file in Repository.Files("*.cs", "services").Concat(Repository.Files("*.cs", "shared"))
        where !Repository.Relative(file).StartsWith("shared/Sync.Messaging/", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where line.StartsWith("using MassTransit", StringComparison.Ordinal) || line.StartsWith("using RabbitMQ", StringComparison.Ordinal)
        select $"{Repository.Relative(file)}: {line}");

    [Fact]
    public void No_code_outside_storage_opens_a_connection() => Violations.None(
        from file in Repository.Files("*.cs", "services").Concat(Repository.Files("*.cs", "shared"))
        where !Repository.Relative(file).StartsWith("shared/Sync.Storage/", StringComparison.Ordinal)
        let code = SourceText.Of(File.ReadAllText(file)).Code
        where OpeningWords.Any(word => code.Contains(word, StringComparison.Ordinal))
        select $"{Repository.Relative(file)} opens a connection: take the data source that Storage registers");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Sync.sln")).Replace('\\', '/');

        Violations.None(Repository.Projects
            .Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => $"{project.Path}: run 'dotnet sln add {project.Path}'"));
    }

    /// <summary>A test knows the one project that it tests, what that one knows anyway, and fixtures.</summary>
    private static bool MayKnow(ProjectFile project, string reference)
    {
        if (ReferenceRules.Allowed.TryGetValue(project.Name, out var allowed))
        {
            return allowed.Contains(reference);
        }

        var tested = project.Name.EndsWith(".Tests", StringComparison.Ordinal) ? project.Name[..^".Tests".Length] : "";
        return project.Name == "Testing"
            // Decision 0001: tests take their servers from the deploy tool.
            ? reference == "Deploy" || Repository.Projects.Single(other => other.Name == reference).Area is "shared" or "tests"
            : reference == tested || reference is "Testing" or "Sandbox"
                || (ReferenceRules.Allowed.TryGetValue(tested, out var known) && known.Contains(reference));
    }
}
