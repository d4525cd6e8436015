namespace Sync.Policy.Normalising;

/// <summary>What a name of one word is.</summary>
public enum SingleName
{
    /// <summary>CRMs demand a last name, and a company's staff call a person with one name by it.</summary>
    Last,

    First,
}
