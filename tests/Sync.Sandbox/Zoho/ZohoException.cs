namespace Sync.Sandbox.Zoho;

/// <summary>Ends a call with an error from wherever it is found.</summary>
internal class ZohoException(ZohoError error) : Exception(error.Message)
{
    public ZohoError Error { get; } = error;
}
