using Sync.Contracts;

namespace Sync.Connectors;

/// <summary>Why a vendor refused, sorted into one of <see cref="FailureClasses"/>.</summary>
/// <param name="Class">One of <see cref="FailureClasses"/>; what is done follows from it.</param>
/// <param name="Code">The vendor's own code, e.g. <c>INVALID_DATA</c>, or the status, e.g. <c>HTTP 503</c>.</param>
/// <param name="Message">The vendor's own words, shortened; no secret in it.</param>
public sealed record VendorFault(string Class, string Code, string Message)
{
    /// <summary>Field that is to blame, in the vendor's name.</summary>
    public string? Field { get; init; }

    /// <summary>Where the fault concerns one module alone: which. Another module may still be read and written, e.g. when a right is
    /// missing for deals.</summary>
    public string? Module { get; init; }

    /// <summary>What the vendor asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the fault is a duplicate: the record that is there already.</summary>
    public (string Module, string RecordId)? Existing { get; init; }

    /// <summary>True if no record is to blame: the lane waits, nothing is dead-lettered.</summary>
    public bool IsAccountWide => Class is FailureClasses.Authentication or FailureClasses.Permission or FailureClasses.Rate
        or FailureClasses.Quota or FailureClasses.VendorFault or FailureClasses.Network or FailureClasses.UnknownOutcome;
}
