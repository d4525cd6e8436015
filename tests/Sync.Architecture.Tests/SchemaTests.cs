using System.Text.RegularExpressions;

namespace Sync.Architecture.Tests;

public sealed partial class SchemaTests
{
    private static readonly Dictionary<string, string> SchemaOf = new()
    {
        ["Ingress"] = "ingress",
        ["Dedupe"] = "identity",
        ["Writer"] = "writer",
        ["Handoff"] = "handoff",
        ["Console"] = "console",
    };

    [Fact]
    public void No_service_names_a_table_of_another() => Violations.None(
        from service in Repository.Projects
        where service.Area == "services"
        from file in FilesOf(service)
        from statement in StatementsOf(file)
        from schema in ForeignSchemas(statement, SchemaOf.GetValueOrDefault(service.Name))
        select $"{Repository.Relative(file)} reads or writes {schema}: learn it from messages instead");

    [Theory]
    [InlineData("select * from writer.pending_work where id = 1", "identity", "writer.pending_work")]
    [InlineData("insert into identity.person (id) values (1)", "identity", null)]
    [InlineData("with due as (select id from console.entry) select 1", null, "console.entry")]
    [InlineData("update identity.person set name = x from ingress.delivery as d", "identity", "ingress.delivery")]
    [InlineData("  \n DELETE FROM Writer.pending_work", "identity", "Writer.pending_work")]
    [InlineData("The console.log is written to by the writer.", "identity", null)]
    [InlineData("ingress.accepted", "identity", null)]
    public void A_foreign_table_is_found_in_statements_alone(string text, string? own, string? found) =>
        Assert.Equal(found, LooksLikeSql().IsMatch(text) ? ForeignSchemas(text, own).SingleOrDefault() : null);

    private static IEnumerable<string> FilesOf(ProjectFile service)
    {
        var folder = Path.GetDirectoryName(service.Path)!;
        return Repository.Files("*.cs", folder).Concat(Repository.Files("*.sql", folder));
    }

    private static IEnumerable<string> StatementsOf(string file)
    {
        var text = File.ReadAllText(file);
        return file.EndsWith(".sql", StringComparison.Ordinal)
            ? [SqlComment().Replace(text, "")]
            : SourceText.Of(text).Strings.Where(value => LooksLikeSql().IsMatch(value)).Select(value => SqlComment().Replace(value, ""));
    }

    private static IEnumerable<string> ForeignSchemas(string statement, string? own) => QualifiedName().Matches(statement)
        .Where(match => !string.Equals(match.Groups["schema"].Value, own, StringComparison.OrdinalIgnoreCase))
        .Select(match => match.Value)
        .Distinct();

    [GeneratedRegex(
        @"^\s*(select|insert|update|delete|with|create|alter|drop|truncate|copy|lock|merge|grant|notify)\s", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeSql();

    [GeneratedRegex(@"(?<![\w.@:'])(?<schema>ingress|identity|writer|handoff|console)\.[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex QualifiedName();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex SqlComment();
}
