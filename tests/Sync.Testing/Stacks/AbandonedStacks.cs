using System.Globalization;
using Sync.Deploy;
using Sync.Deploy.Commands;
using Sync.Deploy.Processes;

namespace Sync.Testing.Stacks;

/// <summary>The folders of stacks: those of test processes that were killed are taken down by the next one.</summary>
internal static class AbandonedStacks
{
    public static string Parent(Workplace home) => Path.Combine(home.Test, "stacks");

    public static async Task End(Workplace home, CancellationToken ct)
    {
        foreach (var folder in Directory.Exists(Parent(home)) ? Directory.GetDirectories(Parent(home)) : [])
        {
            // A folder ends in the number of the process that it belongs to.
            if (ProcessStamp.Of(int.Parse(folder[(folder.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)) is not null)
                continue;
            await DownCommand.Run(home with { Local = folder }, wipe: true, Say.Nothing, ct);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Leaves the last logs of each stack beside the results of the tests: a fault is explained by them.</summary>
    public static void KeepLogs(Workplace workplace)
    {
        if (!Directory.Exists(workplace.Logs))
            return;
        var name = Path.GetFileName(workplace.Local);
        var kept = Path.Combine(Workplace.Find().Test, "stack-logs", name[..name.LastIndexOf('-')]);
        Directory.CreateDirectory(kept);
        foreach (var file in Directory.GetFiles(workplace.Logs))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
    }
}
