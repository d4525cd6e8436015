using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>Whether two spellings of a field's value mean the same: vendors write what they are given in their own way.</summary>
public delegate bool SameValue(FieldType type, string? one, string? other);

/// <summary>The comparison that knows nothing of formats: letter by letter, nothing and an empty text being the same.</summary>
public static class PlainComparison
{
    public static bool Same(FieldType type, string? one, string? other) => string.Equals(
        one ?? "", other ?? "", type == FieldType.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
