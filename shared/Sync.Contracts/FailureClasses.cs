namespace Sync.Contracts;

/// <summary>Every failure has one of these classes; what is done about it follows from the class alone.</summary>
public static class FailureClasses
{
    public const string Authentication = "authentication";
    public const string Permission = "permission";
    public const string Validation = "validation";
    public const string MissingField = "missing-field";
    public const string Duplicate = "duplicate";
    public const string NotFound = "not-found";
    public const string Conflict = "conflict";
    public const string Rate = "rate";
    public const string Quota = "quota";
    public const string VendorFault = "vendor-fault";
    public const string Network = "network";
    public const string UnknownOutcome = "unknown-outcome";

    /// <summary>The payload could not be understood.</summary>
    public const string Unparsable = "unparsable";

    /// <summary>A fault of ours: no vendor had a part in it.</summary>
    public const string Internal = "internal";
}
