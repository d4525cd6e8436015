using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Benchmarks.Results;

/// <summary>Results for programs: one JSON object a line, each with all that is needed to compare it with another run's.</summary>
internal static class ResultLines
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IEnumerable<string> Of(Report report, BenchPlan plan, DateTimeOffset at)
    {
        foreach (var figure in report.Figures)
        {
            yield return JsonSerializer.Serialize(
                new
                {
                    at,
                    report.Machine?.Commit,
                    figure.Name,
                    Value = Round(figure.Value),
                    figure.Unit,
                    figure.LimitName,
                    Limit = Round(figure.Limit),
                    Ratio = figure.Ratio is { } ratio ? Math.Round(ratio, 4) : (double?)null,
                    figure.Goal?.Must,
                    figure.Goal?.Aim,
                    GoalOf = figure.Goal is null ? null : figure.Goal.OfRatio ? "ratio" : "value",
                    figure.Verdict,
                    figure.Measurements,
                    figure.Detail,
                    Plan = new { plan.Seconds, plan.Connections, plan.Repeat, plan.Deliveries, plan.Keys, plan.Records },
                    report.Machine,
                },
                Json);
        }

        foreach (var cpu in report.Cpu)
        {
            yield return JsonSerializer.Serialize(
                new
                {
                    at,
                    report.Machine?.Commit,
                    Name = $"cpu µs per delivery: {cpu.What}",
                    cpu.Deliveries,
                    cpu.Seconds,
                    cpu.MicrosecondsEach,
                    cpu.RatioByCpu,
                },
                Json);
        }
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, Math.Abs(number) < 1_000 ? 3 : 1) : null;
}
