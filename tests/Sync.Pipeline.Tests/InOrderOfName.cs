using Xunit.Sdk;
using Xunit.v3;

namespace Sync.Pipeline.Tests;

/// <summary>For tests that break one thing after another at vendors that nobody mends.</summary>
public sealed class InOrderOfName : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
