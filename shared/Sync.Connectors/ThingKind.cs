namespace Sync.Connectors;

/// <summary>What settings may refer to by name or id.</summary>
public enum ThingKind
{
    /// <summary>Mailing lists; in Zoho custom views of leads.</summary>
    List,
    Tag,
    Segment,
    Automation,
    Campaign,
    Score,
    Form,
    TaskType,

    /// <summary>Modules that can be read.</summary>
    Module,
}
