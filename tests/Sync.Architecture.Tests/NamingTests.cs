using System.Text.RegularExpressions;

namespace Sync.Architecture.Tests;

public sealed partial class NamingTests
{
    private const int LongestProgram = 20;

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Violations.None(
        from file in Repository.Files("*.cs")
        from type in TypesIn(SourceText.Of(File.ReadAllText(file)).Code)
        where SaysNothing().IsMatch(type)
        select $"{Repository.Relative(file)}: {type}: name it for what it does");

    [Theory]
    [InlineData("public sealed class QueueManager(int x)", "QueueManager")]
    [InlineData("internal readonly record struct Stamp { }", "Stamp")]
    [InlineData("class A; // class BHelper", "A")]
    [InlineData("var text = \"class CHelper\"; enum D { }", "D")]
    [InlineData("var raw = \"\"\"\n class EHelper \"x\" \n\"\"\"; interface IF;", "IF")]
    [InlineData("var c = '\"'; class G; var d = '\\''; /* class H */", "G")]
    public void Types_are_found_in_code_alone(string code, string type) =>
        Assert.Equal([type], TypesIn(SourceText.Of(code).Code));

    [Fact]
    public void The_program_of_a_service_is_a_table_of_contents() => Violations.None(
        from file in Repository.Files("Program.cs", "services")
        let lines = File.ReadLines(file).Count()
        where lines > LongestProgram
        select $"{Repository.Relative(file)} has {lines} lines, more than {LongestProgram}");

    private static IEnumerable<string> TypesIn(string code) => TypeDeclaration().Matches(code).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\b(?:class|interface|enum|struct|record(?:\s+(?:struct|class))?)\s+(?<name>[A-Z]\w*)\s*(?=[<({:;\r\n]|$|where)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(Manager|Helpers?|Util|Utils|Utility|Utilities|Common|Base)$|^Record$")]
    private static partial Regex SaysNothing();
}
