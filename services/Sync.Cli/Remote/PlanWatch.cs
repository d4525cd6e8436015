using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Asks for a dry run until it is answered or patience has ended.</summary>
internal sealed class PlanWatch(ConsoleApi api, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The last answer; it may still be waited for.</returns>
    public async Task<JsonElement> UntilEnd(JsonElement plan, TimeSpan patience, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (!HasEnded(plan) && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(Pause, time, ct);
            plan = await api.Get($"api/plans/{plan.Text("id")}", ct);
        }

        return plan;
    }

    public static bool HasEnded(JsonElement plan) => plan.Text("state") is "done";
}
