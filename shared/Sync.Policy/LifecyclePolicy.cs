namespace Sync.Policy;

/// <summary>The one vocabulary for how far a person has come, and which steps there are between its words.</summary>
/// <param name="Stages">From the first to the last.</param>
public sealed record LifecyclePolicy(IReadOnlyList<LifecycleStage> Stages)
{
    /// <summary>Canonical name of the field that holds the stage.</summary>
    public const string Field = "lifecycle";

    public LifecycleStage? Find(string? name) => Stages.FirstOrDefault(stage => stage.Name == name);

    /// <summary>Whoever has no stage yet may come in anywhere; nobody loses his.</summary>
    public bool Allows(string? from, string? to)
    {
        if (string.IsNullOrEmpty(from) || from == to)
        {
            return true;
        }

        return Find(to) is { } next && (next.From is { } allowed ? allowed.Contains(from) : PlaceOf(from) < PlaceOf(to!));
    }

    private int PlaceOf(string name) => Stages.TakeWhile(stage => stage.Name != name).Count();
}

/// <summary>One word of the vocabulary.</summary>
/// <param name="Name">Ours, e.g. <c>mql</c>.</param>
/// <param name="HasSince">It has a field for when it was first reached: <see cref="Since"/>.</param>
/// <param name="From">Stages that it may be reached from; null for every earlier one.</param>
public sealed record LifecycleStage(string Name, bool HasSince, IReadOnlyList<string>? From)
{
    /// <summary>Canonical name of the field that holds when the stage was first reached.</summary>
    public string Since => $"{Name}_since";
}
