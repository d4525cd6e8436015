using System.Globalization;

namespace Sync.Connectors.Http;

/// <summary>The setting <c>timeoutSeconds</c>: how long one call may take, the pacing before it included.</summary>
internal static class VendorTimeout
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">It is no number from 0.1 to 600.</exception>
    public static TimeSpan Of(ConnectionSettings connection)
    {
        if (!connection.Settings.TryGetValue("timeoutSeconds", out var text))
        {
            return Default;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException(
                $"Connection '{connection.Name}': 'timeoutSeconds' is '{text}'; write a number of seconds from 0.1 to 600.");
    }
}
