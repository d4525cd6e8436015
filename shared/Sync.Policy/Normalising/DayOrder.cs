namespace Sync.Policy.Normalising;

/// <summary>How days are read that are written as three numbers with the year at the end. Nothing in them tells which is meant.</summary>
public enum DayOrder
{
    /// <summary>They do not fit; only dates with the year first, or with the month's name, do.</summary>
    IsoOnly,

    /// <summary><c>04/03/2026</c> is the fourth of March.</summary>
    DayFirst,

    /// <summary><c>04/03/2026</c> is the third of April.</summary>
    MonthFirst,
}
