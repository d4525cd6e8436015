namespace Sync.Policy;

/// <summary>
/// Orders statements about one field: by source time, then by arrival, then by value. Sources tell time in whole seconds,
/// so that two edits of one second are told apart by arrival alone. The value comes last and means nothing:
/// it is there so that no two statements are ever equal in rank, whatever order they are handled in.
/// </summary>
/// <param name="Delay">Milliseconds from the source time until it was received.</param>
internal readonly record struct Stamp(DateTimeOffset At, long Arrival, string? Value, long Delay = 0) : IComparable<Stamp>
{
    /// <summary>
    /// The source stated it after what it is known to have stated. When it was received comes before the number of the delivery: of two
    /// ingresses the one that is slower for a moment numbers later what it had received earlier.
    /// </summary>
    public bool IsAfter(Shadow known) =>
        At != known.At ? At > known.At : Delay != known.Delay ? Delay > known.Delay : CompareTo(Of(known)) > 0;

    public static Stamp Of(Shadow shadow) => new(shadow.At, shadow.Arrival, shadow.Value);

    public static Stamp Of(FieldState field) => new(field.AgreedAt, field.AgreedArrival, field.Agreed);

    public int CompareTo(Stamp other) => (At.CompareTo(other.At), Arrival.CompareTo(other.Arrival)) switch
    {
        (0, 0) => string.CompareOrdinal(Value, other.Value),
        (0, var arrival) => arrival,
        var (time, _) => time,
    };
}
