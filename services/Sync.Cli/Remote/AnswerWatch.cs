using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Asks for something that takes a while until it has ended or patience has.</summary>
/// <param name="path">Where it is asked for, without its number, e.g. <c>api/replays</c>.</param>
internal sealed class AnswerWatch(ConsoleApi api, TimeProvider time, string path)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="told">Hears of each answer.</param>
    /// <returns>The last answer; it may still be under way.</returns>
    public async Task<JsonElement> UntilEnd(JsonElement answer, TimeSpan patience, CancellationToken ct, Action<JsonElement>? told = null)
    {
        var began = time.GetTimestamp();
        while (!HasEnded(answer) && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(Pause, time, ct);
            answer = await api.Get($"{path}/{answer.Text("id")}", ct);
            told?.Invoke(answer);
        }

        return answer;
    }

    public static bool HasEnded(JsonElement answer) => answer.Text("state") is not ("running" or "waiting");
}
