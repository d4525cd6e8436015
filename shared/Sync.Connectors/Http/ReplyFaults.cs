using Sync.Contracts;

namespace Sync.Connectors.Http;

/// <summary>What a status alone says, where the body says nothing better.</summary>
internal static class ReplyFaults
{
    /// <param name="reply">An answer that is no success, or one that cannot be read.</param>
    /// <param name="wrote">The call may have changed something.</param>
    public static VendorFault Of(VendorReply reply, bool wrote) => new(ClassOf(reply, wrote), reply.Code, reply.Excerpt)
    {
        RetryAfter = reply.RetryAfter,
    };

    private static string ClassOf(VendorReply reply, bool wrote) => reply.Status switch
    {
        // A page that says 200 comes from something in front; another unreadable success is the vendor's, and it did something.
        >= 200 and < 300 when wrote && !reply.IsPage => FailureClasses.UnknownOutcome,

        // Whoever stands in front gave up waiting; the vendor behind it may have gone on.
        504 or 524 when wrote => FailureClasses.UnknownOutcome,
        429 => FailureClasses.Rate,
        401 => FailureClasses.Authentication,
        _ when reply.IsPage => FailureClasses.VendorFault,
        402 or 403 => FailureClasses.Permission,
        409 or 412 => FailureClasses.Conflict,
        408 => FailureClasses.VendorFault,
        >= 400 and < 500 => FailureClasses.Validation,
        _ => FailureClasses.VendorFault,
    };
}
