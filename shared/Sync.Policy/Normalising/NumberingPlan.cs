using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>Which phone numbers exist in one region, and how people there dial. Its patterns are built when first asked for.</summary>
internal sealed class NumberingPlan
{
    private readonly FrozenSet<int> _lengths;
    private readonly FrozenSet<int> _localLengths;
    private readonly string _nationalReplacement;
    private readonly Lazy<Regex?> _internationalPrefix;
    private readonly Lazy<Regex?> _nationalPrefix;
    private readonly Lazy<Regex?> _leading;
    private readonly Lazy<Regex?> _any;
    private readonly Lazy<Regex?>[] _kinds;

    /// <param name="columns">A line of the data file; its head names them.</param>
    private NumberingPlan(string[] columns)
    {
        Region = columns[0];
        CallingCode = columns[1];
        _internationalPrefix = Prefix(columns[2]);
        _nationalPrefix = Prefix(columns[3]);
        _nationalReplacement = columns[4];
        _leading = Prefix(columns[5]);
        _lengths = LengthsIn(columns[6]);
        _localLengths = LengthsIn(columns[7]);
        _any = Whole(columns[8]);
        _kinds = [Whole(columns[9]), Whole(columns[10]), Whole(columns[11])];
    }

    public string Region { get; }

    public string CallingCode { get; }

    public static NumberingPlan Read(string line) => new(line.Split('\t'));

    /// <summary>It has the length and the shape of this region's numbers; whether it is given out is another question.</summary>
    public bool Fits(string number) => Matches(_any, number);

    public bool IsTooLong(string number) => number.Length > _lengths.Max();

    public bool IsTooShort(string number) => number.Length < _lengths.Min();

    /// <summary>It can be dialled from another place; a number without its area code cannot.</summary>
    public bool HasFullLength(string number) => _lengths.Contains(number.Length) && !_localLengths.Contains(number.Length);

    /// <summary>It is one of the region's numbers.</summary>
    public bool Has(string number) => _lengths.Contains(number.Length) && Fits(number) && _kinds.Any(kind => Matches(kind, number));

    /// <summary>By its first digits it belongs here; null if they do not tell.</summary>
    public bool? Claims(string number) => _leading.Value is { } leading ? leading.IsMatch(number) : null;

    /// <summary>What is left once the way out of the country is taken off; null if it does not begin with it.</summary>
    public string? WithoutInternationalPrefix(string digits) =>
        _internationalPrefix.Value?.Match(digits) is { Success: true, Length: > 0 } prefix && !Follows(digits, prefix.Length, '0')
            ? digits[prefix.Length..]
            : null;

    /// <summary>What is left without the digits that are dialled only inside the country, such as a leading 0.</summary>
    public string WithoutNationalPrefix(string number)
    {
        if (_nationalPrefix.Value?.Match(number) is not { Success: true } prefix)
        {
            return number;
        }

        var last = prefix.Groups.Count > 1 ? prefix.Groups[^1] : null;
        var replaced = _nationalReplacement.Length > 0 && last is not { Success: false } && last is not { Length: 0 };
        var left = (replaced ? prefix.Result(_nationalReplacement) : "") + number[prefix.Length..];

        // What looks right as it stands begins with such digits by chance.
        return Fits(number) && !Fits(left) ? number : left;
    }

    private static bool Follows(string digits, int at, char digit) => at < digits.Length && digits[at] == digit;

    private static bool Matches(Lazy<Regex?> pattern, string number) => pattern.Value?.IsMatch(number) ?? false;

    private static FrozenSet<int> LengthsIn(string column) =>
        column.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToFrozenSet();

    private static Lazy<Regex?> Prefix(string pattern) => Build(pattern, $@"\A(?:{pattern})");

    private static Lazy<Regex?> Whole(string pattern) => Build(pattern, $@"\A(?:{pattern})\z");

    private static Lazy<Regex?> Build(string column, string pattern) =>
        new(() => column.Length == 0 ? null : new Regex(pattern, RegexOptions.CultureInvariant));
}
