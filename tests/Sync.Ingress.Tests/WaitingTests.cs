namespace Sync.Ingress.Tests;

/// <summary>A further commit starts as soon as enough deliveries wait for it, whichever comes first, they or the question.</summary>
public sealed class WaitingTests
{
    private readonly Waiting _waiting = new();

    [Fact]
    public void It_is_told_once_so_many_wait_and_not_before()
    {
        _waiting.Add();
        var reached = _waiting.Reach(2);
        Assert.False(reached.IsCompleted);

        _waiting.Add();

        Assert.True(reached.IsCompletedSuccessfully);
    }

    [Fact]
    public void Who_waits_already_counts_and_who_was_taken_does_not()
    {
        _waiting.Add();
        _waiting.Add();
        Assert.True(_waiting.Reach(2).IsCompletedSuccessfully);

        _waiting.Take(1);

        Assert.False(_waiting.Reach(2).IsCompleted);
    }

    [Fact]
    public void What_was_taken_before_it_was_counted_evens_out()
    {
        _waiting.Take(1);
        _waiting.Add();
        var reached = _waiting.Reach(1);
        Assert.False(reached.IsCompleted);

        _waiting.Add();

        Assert.True(reached.IsCompletedSuccessfully);
    }
}
