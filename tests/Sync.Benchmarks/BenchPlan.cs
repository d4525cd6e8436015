namespace Sync.Benchmarks;

/// <summary>What to measure and for how long.</summary>
internal sealed record BenchPlan
{
    public const string Ingress = "ingress";
    public const string Inbox = "inbox";
    public const string Dedupe = "dedupe";
    public const string Pipeline = "pipeline";
    public const string Latency = "latency";
    public const string Memory = "memory";
    public const string Sandbox = "sandbox";
    public const string Handoff = "handoff";

    public static string[] AllNames { get; } = [Ingress, Inbox, Dedupe, Pipeline, Latency, Memory, Sandbox, Handoff];

    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Seconds of each load that is bounded by time.</summary>
    public required int Seconds { get; init; }

    /// <summary>Connections of the load generator, each with one request under way.</summary>
    public required int Connections { get; init; }

    /// <summary>Times that each figure is measured; the median counts.</summary>
    public required int Repeat { get; init; }

    /// <summary>Distinct persons sent through the pipeline in one measurement.</summary>
    public required int Deliveries { get; init; }

    /// <summary>Keys in the inbox for the measurement with a full one.</summary>
    public required int Keys { get; init; }

    /// <summary>Records that have to go to marketing, five calls a second, while handoffs are measured.</summary>
    public required int Records { get; init; }

    /// <summary>Seconds before each measurement in which the programs reach their speed: after three of them 9 % of the machine still
    /// went into compiling what runs often.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Print JSON lines and nothing else.</summary>
    public required bool Json { get; init; }

    public bool NeedsDoor => Names.Contains(Ingress) || Names.Contains(Inbox) || Names.Contains(Sandbox);

    public bool NeedsAll => Names.Contains(Pipeline) || Names.Contains(Latency) || Names.Contains(Memory);
}
