namespace Sync.Sandbox.Zoho;

/// <summary>How a field's value is read and kept; several of the vendor's data types share one.</summary>
internal enum ZohoKind
{
    Text,
    Email,
    Date,
    Instant,
    Boolean,
    Integer,
    Number,
    Texts,
    Lookup,
    Owner,
}
