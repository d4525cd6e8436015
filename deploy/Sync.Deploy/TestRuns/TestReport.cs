using System.Globalization;
using System.Xml.Linq;

namespace Sync.Deploy.TestRuns;

/// <summary>What became of the tests of one project.</summary>
public sealed record TestReport(
    int Passed, IReadOnlyList<(string Test, string Text)> Failed, IReadOnlyList<(string Test, string Reason)> Skipped)
{
    public static TestReport Broken(string project, string text) => new(0, [(project, text)], []);

    /// <summary>Reads xunit's own result file (format "xUnit.net v2+ XML").</summary>
    public static TestReport Read(string file)
    {
        var root = XDocument.Load(file).Root!;
        var tests = root.Descendants("test").ToLookup(test => (string?)test.Attribute("result"));
        // A fixture that fails to clean up fails no test, but something is wrong all the same.
        var errors = root.Descendants("error")
            .Select(error => ($"{(string?)error.Attribute("type")} {(string?)error.Attribute("name")}", Text(error)));
        return new TestReport(
            tests["Pass"].Count(),
            [.. tests["Fail"].Select(test => (Name(test), Text(test))), .. errors],
            [.. tests["Skip"].Concat(tests["NotRun"]).Select(test => (Name(test), Reason(test)))]);
    }

    /// <summary>One result out of several projects'.</summary>
    public static TestReport Sum(IReadOnlyCollection<TestReport> reports) => new(
        reports.Sum(report => report.Passed),
        [.. reports.SelectMany(report => report.Failed)],
        [.. reports.SelectMany(report => report.Skipped)]);

    /// <summary><c>N passed, N failed</c>, and <c>, N skipped</c> when there are any.</summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed.Count} failed")
        + (Skipped.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Skipped.Count} skipped") : "");

    private static string Reason(XElement test) => test.Element("reason")?.Value.Trim() ?? "not run, no reason given";

    private static string Name(XElement test) => (string?)test.Attribute("name") ?? "?";

    private static string Text(XElement element)
    {
        var failure = element.Element("failure");
        var output = element.Element("output")?.Value.Trim();
        string?[] parts = [failure?.Element("message")?.Value.Trim(), failure?.Element("stack-trace")?.Value.TrimEnd(), output];
        return string.Join('\n', parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
