using Sync.Connectors;

namespace Sync.Writer.Work;

/// <summary>A field whose value the target refused.</summary>
/// <param name="Name">Canonical name.</param>
internal sealed record LeftOutField(string Name, string? Value, VendorFault Fault)
{
    /// <summary>Name, class and the vendor's own words, for a person to read; never the value.</summary>
    public string Describe() => $"{Name} left out: {Fault.Class}, {Fault.Code} in {Fault.Field}: {Fault.Message}";
}
