using System.Globalization;
using Sync.Connectors;

namespace Sync.Writer.Registrations;

/// <summary>How a registration stands, as far as this lane knows.</summary>
/// <param name="LookedAt">When the vendor was asked last.</param>
/// <param name="State">What it said; of an earlier look if the last one failed, null if none has succeeded.</param>
/// <param name="Fault">Why the last look failed; null if it did not.</param>
internal sealed record RegistrationNews(DateTimeOffset LookedAt, RegistrationState? State, VendorFault? Fault)
{
    /// <summary>One line for people.</summary>
    public string Describe()
    {
        var standing = State is null ? "not registered"
            : State.ExpiresAt is { } end ? $"registered until {Time(end)}"
            : "registered";
        var trouble = Fault is null ? "" : $"; {Fault.Class} ({Fault.Code}): {Fault.Message}";
        return $"{standing}; looked at {Time(LookedAt)}{trouble}";
    }

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
