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

    /// <summary>Came to a webhook step of an automation; the value is the automation's number.</summary>
    public const string Automation = "automation";

    /// <summary>A deal with him came to a stage; the value is the stage's name or number.</summary>
    public const string Deal = "deal";

    /// <summary>A field is told that a play watches; the value is what the play waits for. Whether it has come to say that, and did not
    /// before, is for the play to know.</summary>
    public const string Change = "change";
}
