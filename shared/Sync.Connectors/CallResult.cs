using System.Diagnostics.CodeAnalysis;

namespace Sync.Connectors;

/// <summary>What a whole call came to: an answer, or a fault that concerns everything in it.</summary>
public sealed record CallResult<T>
    where T : class
{
    public T? Value { get; private init; }

    public VendorFault? Fault { get; private init; }

    public static CallResult<T> Ok(T value) => new() { Value = value };

    public static CallResult<T> Failed(VendorFault fault) => new() { Fault = fault };

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out VendorFault? fault)
    {
        (value, fault) = (Value, Fault);
        return fault is null;
    }
}
