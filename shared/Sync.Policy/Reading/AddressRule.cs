namespace Sync.Policy.Reading;

/// <summary>What a vendor's address must be like, so that secrets may be sent to it.</summary>
internal static class AddressRule
{
    /// <returns>Null if there is nothing against it; otherwise what is wrong, and the cure.</returns>
    public static (string Problem, string Cure)? Against(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri switch
            {
                { UserInfo.Length: > 0 } => ("A user or password stands in the address.", "Remove what stands before the '@'."),
                { Scheme: "http", IsLoopback: false } =>
                    ($"'{address}' is not encrypted: secrets would travel in the open.", "Write https://."),
                { Query.Length: > 0 } or { Fragment.Length: > 0 } =>
                    ($"'{address}' has a part after '?' or '#'.", "End the address before it."),
                _ => null,
            }
            : ($"'{address}' is not a whole web address.", "Write it with https:// and the host, e.g. https://example.api-us1.com.");
}
