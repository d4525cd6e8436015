namespace Sync.Policy;

/// <summary>New persons for whom the condition holds are created in another module.</summary>
public sealed record ModuleRule(string Module, Condition When);
