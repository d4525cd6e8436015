using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Asks for a checkup until every connection has answered or patience has ended.</summary>
internal sealed class CheckupWatch(ConsoleApi api, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The last answer; it may still be under way.</returns>
    public async Task<JsonElement> UntilEnd(JsonElement checkup, TimeSpan patience, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (!HasEnded(checkup) && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(Pause, time, ct);
            checkup = await api.Get($"api/checkups/{checkup.Text("id")}", ct);
        }

        return checkup;
    }

    public static bool HasEnded(JsonElement checkup) => checkup.Text("state") is "done";
}
