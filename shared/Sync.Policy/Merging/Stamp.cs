namespace Sync.Policy;

/// <summary>
/// Orders statements about one field: by source time, then by arrival, then by value. Sources tell time in whole seconds,
/// so that two edits of one second are told apart by arrival alone. The value comes last and means nothing:
/// it is there so that no two statements are ever equal in rank, whatever order they are handled in.
/// </summary>
internal readonly record struct Stamp(DateTimeOffset At, long Arrival, string? Value) : IComparable<Stamp>
{
    public static Stamp Of(Shadow shadow) => new(shadow.At, shadow.Arrival, shadow.Value);

    public static Stamp Of(FieldState field) => new(field.AgreedAt, field.AgreedArrival, field.Agreed);

    public int CompareTo(Stamp other) => (At.CompareTo(other.At), Arrival.CompareTo(other.Arrival)) switch
    {
        (0, 0) => string.CompareOrdinal(Value, other.Value),
        (0, var arrival) => arrival,
        var (time, _) => time,
    };
}
