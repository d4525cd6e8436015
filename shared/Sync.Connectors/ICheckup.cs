namespace Sync.Connectors;

/// <summary>Looks whether one connection can do what is wanted of it. Changes nothing.</summary>
public interface ICheckup
{
    /// <summary>Asks the vendor, cheaply, and judges the answers; what cannot be asked because something before it failed is left out.
    /// </summary>
    Task<IReadOnlyList<CheckLine>> Run(CheckupRequest request, CancellationToken ct);
}
