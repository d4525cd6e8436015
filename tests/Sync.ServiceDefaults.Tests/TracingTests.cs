using System.Diagnostics;

namespace Sync.ServiceDefaults.Tests;

public sealed class TracingTests : IDisposable
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ActivitySource _source = new($"Sync.Test.{Guid.NewGuid()}");

    public void Dispose() => _source.Dispose();

    [Fact]
    public void A_span_belongs_to_the_trace_that_the_item_carries()
    {
        using var listener = Listen();

        using var span = _source.StartItem("map delivery", Trace);

        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), ($"{span!.TraceId}", $"{span.ParentSpanId}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no trace")]
    public void An_item_without_a_trace_has_no_span(string? trace)
    {
        using var listener = Listen();

        Assert.Null(_source.StartItem("map delivery", trace));
    }

    [Fact]
    public void Nothing_is_made_when_nobody_listens() => Assert.Null(_source.StartItem("map delivery", Trace));

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == _source.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
