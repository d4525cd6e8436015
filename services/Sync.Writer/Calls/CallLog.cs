using Sync.Contracts;

namespace Sync.Writer.Calls;

/// <summary>The HTTP calls that one batch makes, in whatever connector they are made.</summary>
internal sealed class CallLog
{
    private static readonly AsyncLocal<CallLog?> Open = new();

    private readonly Lock _lock = new();
    private readonly List<HttpExchange> _calls = [];

    /// <summary>Begins a log for all that the caller awaits from here on.</summary>
    public static CallLog Begin() => Open.Value = new CallLog();

    /// <summary>Notes a call in the log that was begun around it, if one was.</summary>
    public static void Note(HttpExchange call) => Open.Value?.Add(call);

    public IReadOnlyList<HttpExchange> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    private void Add(HttpExchange call)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }
    }
}
