using System.Globalization;
using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>Addresses on the web.</summary>
/// <param name="Host">In small letters and as it stands in DNS.</param>
/// <param name="Rest">Port, path, query and fragment, as typed.</param>
internal sealed partial record WebAddress(string Scheme, string Host, string Rest)
{
    private static readonly IdnMapping Idn = new();

    private static readonly string[] UsualPorts = ["http:80", "https:443"];

    /// <returns>Null for what is no address on the web; one without a scheme gets https.</returns>
    public static WebAddress? Read(string text)
    {
        if (Shape().Match(text) is not { Success: true } shape || HostIn(shape.Groups["host"].Value) is not { } host)
        {
            return null;
        }

        var scheme = shape.Groups["scheme"] is { Success: true } given ? given.Value.ToLowerInvariant() : "https";
        var port = shape.Groups["port"].Value.TrimStart('0');
        var shown = port.Length == 0 || UsualPorts.Contains($"{scheme}:{port}") ? "" : $":{port}";
        var path = shape.Groups["path"].Value;
        return new WebAddress(scheme, host, shown + (path == "/" ? "" : path));
    }

    public override string ToString() => $"{Scheme}://{Host}{Rest}";

    /// <summary>The same for a page whether it is called with or without a cipher, and whether its path ends with a stroke.</summary>
    public string Page => Host + Rest.TrimEnd('/');

    /// <returns>A name with at least two labels, as it stands in DNS; null for anything else, addresses of machines included.</returns>
    public static string? HostIn(string text)
    {
        try
        {
            var ascii = Idn.GetAscii(Composition.Compose(text.TrimEnd('.').ToLowerInvariant())).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length > 1 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    [GeneratedRegex(@"\A(?:(?<scheme>https?)://|//)?(?<host>[^\s/:?#@\\]+)(?::(?<port>[0-9]{0,5}))?(?<path>(?:[/?#]\S*)?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
