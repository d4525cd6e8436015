namespace Sync.Sandbox.Zoho;

/// <summary>What happens to a record is an edit of the records that it points to, with no field changed.</summary>
internal static class ZohoRelatedChanges
{
    /// <returns>The edits, those of one module together.</returns>
    public static IEnumerable<List<ZohoChange>> Of(IEnumerable<ZohoChange> changes)
    {
        var parents = from change in changes
                      from field in change.Module.Fields
                      where field is { Kind: ZohoKind.Lookup, ReadOnly: false }
                      let parent = change.Record[field.Ordinal] as ZohoRecord
                      where parent is { Deleted: false }
                      select parent;
        return parents.Distinct().GroupBy(parent => parent.Module)
            .Select(group => group.Select(parent => new ZohoChange("update", parent, [])).ToList());
    }
}
