namespace Sync.Contracts;

/// <summary>What a person may do that sales wants to hear of. The words stand in <c>sync.yaml</c> too.</summary>
public static class SignalKinds
{
    /// <summary>Sent in a form; the value is the form's name or number.</summary>
    public const string Form = "form";

    /// <summary>Was given a tag; the value is its name.</summary>
    public const string Tag = "tag";

    /// <summary>Joined a mailing list; the value is its number.</summary>
    public const string List = "list";
}
