using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// A record: values by the field's place. Texts are strings, numbers long or double, dates strings, instants <see cref="Instant"/>,
/// lookups the other record, owners the user, multi-select picklists string arrays.
/// </summary>
internal sealed class ZohoRecord(ZohoModule module, long id, int room)
{
    private object?[] _values = new object?[room];
    private string? _idText;

    public ZohoModule Module { get; } = module;

    public long Id { get; } = id;

    public string IdText => _idText ??= Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Unix milliseconds; shown in whole seconds.</summary>
    public long Created { get; init; }

    public long Modified { get; set; }

    public required ZohoUser CreatedBy { get; init; }

    public required ZohoUser ModifiedBy { get; set; }

    /// <summary>Shared and empty until the first tag; replaced, never changed.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>What a converted lead became.</summary>
    public Conversion? Converted { get; set; }

    public bool Deleted { get; set; }

    public object? this[int ordinal]
    {
        get => ordinal < _values.Length ? _values[ordinal] : null;
        set
        {
            if (ordinal >= _values.Length)
            {
                Array.Resize(ref _values, Math.Max(ordinal + 1, _values.Length * 2));
            }

            _values[ordinal] = value;
        }
    }

    public string? Name => Module.NameOf(this);

    public ZohoUser Owner => (ZohoUser)this[Module.Owner.Ordinal]!;

    /// <summary>Stamps a change; called before tags or the conversion are set.</summary>
    public void Touch(ZohoUser by, long now)
    {
        Module.Undo?.Stamps(this);
        (Modified, ModifiedBy) = (now, by);
    }
}

internal sealed record Conversion(ZohoRecord Contact, ZohoRecord? Account, ZohoRecord? Deal, long At);

/// <summary>A point in time as a field value, Unix milliseconds.</summary>
internal sealed record Instant(long At);
