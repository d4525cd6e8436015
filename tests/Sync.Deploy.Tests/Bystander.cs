using System.Diagnostics;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Tests;

/// <summary>A process that is nobody's business; it ends with the test, however the test ends.</summary>
public sealed class Bystander : IDisposable
{
    private readonly Process _process = Process.Start("sleep", "600");

    public Bystander() => Stamp = ProcessStamp.Of(_process.Id)!;

    public ProcessStamp Stamp { get; }

    public bool IsAlive => Stamp.IsAlive();

    public void Dispose()
    {
        Stamp.Signal(Signals.Kill);
        _process.Dispose();
    }
}
