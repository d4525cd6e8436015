namespace Sync.Deploy;

/// <summary>A lock between processes (flock); the kernel lets go of it when its holder dies, however that happens.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>For one holder alone; null when another has it.</summary>
    public static FileLock? TryAlone(string path) => Try(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>For any number of holders, none of them alone; null when one has it alone.</summary>
    public static FileLock? TryShared(string path) => Try(path, FileAccess.Read, FileShare.Read);

    /// <summary>Waits until it is free.</summary>
    public static async Task<FileLock> Alone(string path, CancellationToken ct)
    {
        while (true)
        {
            if (TryAlone(path) is { } held)
                return held;
            await Task.Delay(100, ct);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileLock? Try(string path, FileAccess access, FileShare share)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            if (!File.Exists(path))
                File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return new FileLock(new FileStream(path, FileMode.Open, access, share));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
