namespace Sync.Connectors;

/// <summary>A pipeline of deals.</summary>
/// <param name="Id">What a deal's pipeline is set to: ActiveCampaign's number, Zoho's text.</param>
/// <param name="Currency">Lower-case code, or null if not said.</param>
public sealed record PipelineInfo(string Id, string Name, string? Currency, IReadOnlyList<StageInfo> Stages);

/// <summary>A stage of a pipeline.</summary>
/// <param name="Id">What a deal's stage is set to: ActiveCampaign's number, Zoho's text.</param>
public sealed record StageInfo(string Id, string Name);
