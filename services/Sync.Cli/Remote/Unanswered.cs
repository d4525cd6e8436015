using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Puts into words why a checkup has not come to its end.</summary>
internal static class Unanswered
{
    public static async Task<string> Why(ConsoleApi api, JsonElement checkup, TimeSpan patience, CancellationToken ct)
    {
        var within = $"within {patience.TotalSeconds:0} s";
        if (checkup.Text("state") == "waiting")
        {
            return $"no writer has taken the checkup up {within}. Check that a writer runs and reaches RabbitMQ and PostgreSQL: "
                + "its /health/ready says what is missing.";
        }

        var lanes = (await api.Get("api/overview", ct)).Items("lanes");
        var silent = checkup.Items("connections").Where(connection => connection.Part("checkedAt") is null)
            .Select(connection => connection.Text("name")).ToList();
        return $"no answer {within} from " + string.Join("; ", silent.Select(name => Of(name, StateOf(name, lanes))))
            + ". Ask again, or wait longer with --wait.";
    }

    private static string Of(string? name, string? lane) => lane switch
    {
        // A route: a trial does not end before what it made is deleted.
        null when name?.Contains('>') is true => $"{name} (the trial is under way: it waits for the target, or for a vendor that does not delete)",
        null => $"{name} (no writer reports its lane: check that one runs)",
        "standby" => $"{name} (no writer holds its lane: one that died holds it until its lease runs out)",
        _ => $"{name} (its lane is {lane}: calls to the vendor may take long)",
    };

    private static string? StateOf(string? name, IReadOnlyList<JsonElement> lanes) =>
        lanes.FirstOrDefault(lane => lane.Text("connection") == name) is { ValueKind: JsonValueKind.Object } lane
            ? lane.Text("state") : null;
}
