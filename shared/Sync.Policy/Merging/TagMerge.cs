namespace Sync.Policy;

/// <summary>
/// A record without a tag says that somebody took it off only if the record was heard to have it: our putting it on may still be on its way,
/// and no clock tells a look before it from one after it. Pure.
/// </summary>
internal static class TagMerge
{
    public static bool SaysNothing(FieldState field, string source, Stamp stated) =>
        string.IsNullOrEmpty(stated.Value) && field.Shadows.GetValueOrDefault(source) is not { IsStated: true, Value.Length: > 0 };
}
