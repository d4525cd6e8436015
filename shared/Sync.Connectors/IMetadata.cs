namespace Sync.Connectors;

/// <summary>What an account is made of. Each call asks the vendor anew.</summary>
public interface IMetadata
{
    /// <summary>The fields of a module, under the names used in <c>sync.yaml</c>.</summary>
    Task<CallResult<IReadOnlyList<FieldInfo>>> Fields(string module, CancellationToken ct);

    Task<CallResult<IReadOnlyList<UserInfo>>> Users(CancellationToken ct);

    /// <summary>Pipelines of deals with their stages, in order.</summary>
    Task<CallResult<IReadOnlyList<PipelineInfo>>> Pipelines(CancellationToken ct);

    /// <summary>Names and ids of other things that settings refer to; unknown kinds are refused.</summary>
    Task<CallResult<IReadOnlyList<NamedThing>>> Things(ThingKind kind, CancellationToken ct);
}
