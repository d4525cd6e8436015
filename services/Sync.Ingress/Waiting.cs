namespace Sync.Ingress;

/// <summary>How many wait, and a signal when they have become so many.</summary>
internal sealed class Waiting
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _reached;
    private int _enough;
    private int _count;

    public void Add()
    {
        lock (_lock)
        {
            _count++;
            Signal();
        }
    }

    public void Take(int count)
    {
        lock (_lock)
        {
            _count -= count;
        }
    }

    /// <summary>Ends as soon as so many wait. Asked once more, only the newest question is answered.</summary>
    public Task Reach(int enough)
    {
        lock (_lock)
        {
            _enough = enough;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var reached = _reached.Task;
            Signal();
            return reached;
        }
    }

    private void Signal()
    {
        if (_reached is not null && _count >= _enough)
        {
            _reached.SetResult();
            _reached = null;
        }
    }
}
