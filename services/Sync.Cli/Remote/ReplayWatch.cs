using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Asks for a replay until it has ended or patience has.</summary>
internal sealed class ReplayWatch(ConsoleApi api, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <param name="told">Hears of each answer.</param>
    /// <returns>The last answer; it may still be under way.</returns>
    public async Task<JsonElement> UntilEnd(JsonElement replay, TimeSpan patience, Action<JsonElement> told, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (!HasEnded(replay) && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(Pause, time, ct);
            replay = await api.Get($"api/replays/{replay.Text("id")}", ct);
            told(replay);
        }

        return replay;
    }

    public static bool HasEnded(JsonElement replay) => replay.Text("state") is not "running";
}
