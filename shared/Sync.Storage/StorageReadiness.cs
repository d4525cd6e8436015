namespace Sync.Storage;

/// <summary>Whether the schema is up to date. Work that needs tables waits here instead of failing at start.</summary>
public sealed class StorageReadiness
{
    private readonly TaskCompletionSource _migrated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => _migrated.Task.IsCompletedSuccessfully;

    public Task Wait(CancellationToken ct) => _migrated.Task.WaitAsync(ct);

    internal void Open() => _migrated.TrySetResult();
}
