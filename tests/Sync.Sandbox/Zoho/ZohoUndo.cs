namespace Sync.Sandbox.Zoho;

/// <summary>What happened since some moment, so that all of it can be taken back at once.</summary>
internal sealed class ZohoUndo
{
    private readonly Stack<Action> _steps = new();

    /// <summary>A record that was added goes without a trace: it never appears among the deleted.</summary>
    public void Added(ZohoRecord record) => _steps.Push(() =>
    {
        record.Module.Remove(record, record.CreatedBy, record.Created);
        record.Module.Deleted.RemoveAll(each => each.Id == record.Id);
    });

    public void Changing(ZohoRecord record, ZohoField field, object? held) => _steps.Push(() => ZohoModule.Set(record, field, held));

    public void Removed(ZohoRecord record) => _steps.Push(() => record.Module.Restore(record));

    /// <summary>Called before stamps, tags or the conversion of a record change.</summary>
    public void Stamps(ZohoRecord record)
    {
        var (modified, by, tags, converted) = (record.Modified, record.ModifiedBy, record.Tags, record.Converted);
        _steps.Push(() => (record.Modified, record.ModifiedBy, record.Tags, record.Converted) = (modified, by, tags, converted));
    }

    /// <summary>Called when nobody takes note any more.</summary>
    public void Run()
    {
        while (_steps.TryPop(out var step))
        {
            step();
        }
    }
}
