using Sync.Deploy.TestRuns;

namespace Sync.Deploy.Tests;

public sealed class TestReportTests : IDisposable
{
    private const string Xml = """
        <assemblies><assembly>
          <errors><error type="test-class-cleanup" name="A.Fixture"><failure><message>boom</message></failure></error></errors>
          <collection>
            <test name="A.Good" result="Pass" />
            <test name="A.Bad" result="Fail"><failure><message>1 is not 2</message><stack-trace>at A.Bad()</stack-trace></failure></test>
            <test name="A.Later" result="Skip"><reason>needs a browser</reason></test>
          </collection>
        </assembly></assemblies>
        """;

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Nothing_in_a_result_file_is_overlooked()
    {
        File.WriteAllText(_file, Xml);

        var report = TestReport.Read(_file);

        Assert.Equal("1 passed, 2 failed, 1 skipped", report.Line());
        Assert.Equal(("A.Bad", "1 is not 2\nat A.Bad()"), report.Failed[0]);
        Assert.Equal(("test-class-cleanup A.Fixture", "boom"), report.Failed[1]);
        Assert.Equal(("A.Later", "needs a browser"), report.Skipped.Single());
    }

    [Fact]
    public void The_sum_of_reports_tells_no_skipped_tests_when_there_are_none() =>
        Assert.Equal("3 passed, 1 failed", TestReport.Sum([new(3, [], []), TestReport.Broken("Sync.X.Tests", "no results")]).Line());

    public void Dispose() => File.Delete(_file);
}
