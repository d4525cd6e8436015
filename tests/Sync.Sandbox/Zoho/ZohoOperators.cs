using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>The operators of a search. "equals" on text means "contains", as with the vendor.</summary>
internal static class ZohoOperators
{
    private const int MostValues = 100;

    /// <returns>Null for an operator that the field's type does not know.</returns>
    public static Func<ZohoRecord, bool>? Condition(ZohoState state, ZohoField field, string sign, string value) => sign switch
    {
        "equals" when Orders(field) => Compared(state, field, value, difference => difference == 0),
        "equals" => record => Text(field, record) is { } held && held.Contains(value, StringComparison.OrdinalIgnoreCase),
        "not_equal" => record => Text(field, record) != value,
        "starts_with" when field.Kind is ZohoKind.Text or ZohoKind.Email or ZohoKind.Texts =>
            record => Text(field, record)?.StartsWith(value, StringComparison.OrdinalIgnoreCase) is true,
        "in" => In(field, value),
        "greater_than" when Orders(field) => Compared(state, field, value, difference => difference > 0),
        "greater_equal" when Orders(field) => Compared(state, field, value, difference => difference >= 0),
        "less_than" when Orders(field) => Compared(state, field, value, difference => difference < 0),
        "less_equal" when Orders(field) => Compared(state, field, value, difference => difference <= 0),
        "between" when Orders(field) && value.Split(',') is [var low, var high] => Between(state, field, low, high),
        _ => null,
    };

    private static bool Orders(ZohoField field) => field.Kind is ZohoKind.Date or ZohoKind.Instant or ZohoKind.Integer or ZohoKind.Number;

    private static Func<ZohoRecord, bool> In(ZohoField field, string value)
    {
        var values = value.Split(',');
        return values.Length > MostValues
            ? throw CoqlException.Limit("in", MostValues)
            : record => Text(field, record) is { } held && values.Contains(held, StringComparer.OrdinalIgnoreCase);
    }

    private static Func<ZohoRecord, bool> Between(ZohoState state, ZohoField field, string low, string high)
    {
        var (from, to) = (Compared(state, field, low, difference => difference >= 0), Compared(state, field, high, difference => difference <= 0));
        return record => from(record) && to(record);
    }

    /// <summary>A value that cannot be read compares with nothing.</summary>
    private static Func<ZohoRecord, bool> Compared(ZohoState state, ZohoField field, string value, Func<int, bool> fits)
    {
        var wanted = Number(state, field, value);
        return record => field.Of(record) is { } held && wanted is { } number && fits(Held(field, held).CompareTo(number));
    }

    private static double? Number(ZohoState state, ZohoField field, string value) => field.Kind switch
    {
        ZohoKind.Instant => state.Time.TryParse(value, out var at) ? at / 1000 : null,
        ZohoKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : null,
        _ => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    private static double Held(ZohoField field, object held) => held switch
    {
        Instant instant => instant.At / 1000,
        string day when field.Kind == ZohoKind.Date => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber,
        _ => Convert.ToDouble(held, CultureInfo.InvariantCulture),
    };

    private static string? Text(ZohoField field, ZohoRecord record) => field.Of(record) switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        ZohoRecord other => other.IdText,
        ZohoUser user => user.Id.ToString(CultureInfo.InvariantCulture),
        IReadOnlyList<string> texts => string.Join(';', texts),
        null => field.Kind == ZohoKind.Boolean ? "false" : null,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
