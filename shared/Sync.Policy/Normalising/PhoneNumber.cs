namespace Sync.Policy.Normalising;

/// <summary>Phone numbers as E.164 writes them: plus sign, calling code, number. A wrong number is never made a right one.</summary>
public static class PhoneNumber
{
    /// <summary>More digits are in no number; E.164 allows 15, and some countries dial a few more before them.</summary>
    private const int MostDigits = 24;

    private const int FewestDigits = 3;

    /// <summary>With every mark that anybody puts between the digits, and an extension.</summary>
    private const int LongestText = 100;

    private const string TooShort = "It is too short for a phone number.";
    private const string TooLong = "It is too long for a phone number.";

    /// <param name="text">As typed: national or international, with any punctuation; <c>ext. 12</c> may follow.</param>
    /// <param name="region">Country of a number that names none: two letters of ISO 3166.</param>
    /// <returns><c>+493012345678</c>, or <c>+493012345678 ext. 12</c>; what exists in no numbering plan does not fit.</returns>
    public static Normalised Normalise(string? text, string? region)
    {
        if (Texts.Clean(text ?? "") is not { Length: > 0 } typed)
        {
            return Normalised.Nothing;
        }

        if (typed.Length > LongestText)
        {
            return Refused(text!, TooLong);
        }

        // Some numbering plans have room for 2026-03-04.
        if (DateText.IsYearFirst(typed))
        {
            return Refused(text!, "It is a date.");
        }

        if (PhoneText.Read(typed) is not { } phone)
        {
            return Refused(text!, "It holds letters or signs that no phone number has.");
        }

        var (number, reason) = phone.Digits.Length is >= FewestDigits and <= MostDigits
            ? Find(phone, NumberingPlans.Of(region))
            : (null, phone.Digits.Length < FewestDigits ? TooShort : TooLong);
        return number is null
            ? Refused(text!, reason)
            : new Normalised.Value(phone.Extension.Length > 0 ? $"{number} ext. {phone.Extension}" : number);
    }

    /// <summary>There is a numbering plan for it: two letters of ISO 3166, in any case.</summary>
    public static bool Knows(string region) => NumberingPlans.Of(region) is not null;

    private static Normalised.Misfit Refused(string text, string reason) => new(text, reason);

    private static (string? Number, string Reason) Find(PhoneText phone, NumberingPlan? home)
    {
        var abroad = phone.International ? phone.Digits : home?.WithoutInternationalPrefix(phone.Digits);
        if (abroad is not null)
        {
            return NumberingPlans.Called(abroad) is { } called
                ? InPlans(called, called[0], abroad[called[0].CallingCode.Length..])
                : (null, "Its calling code belongs to no country.");
        }

        return home is null
            ? (null, "It names no country, and none is set for this connection.")
            : InPlans(NumberingPlans.Called(home.CallingCode)!, home, WithoutOwnCode(phone.Digits, home));
    }

    /// <summary>Many write the calling code of their own country without a plus sign.</summary>
    private static string WithoutOwnCode(string digits, NumberingPlan home)
    {
        if (!digits.StartsWith(home.CallingCode, StringComparison.Ordinal))
        {
            return digits;
        }

        var rest = digits[home.CallingCode.Length..];
        return (!home.Fits(digits) && home.Fits(home.WithoutNationalPrefix(rest))) || home.IsTooLong(digits) ? rest : digits;
    }

    private static (string? Number, string Reason) InPlans(NumberingPlan[] plans, NumberingPlan plan, string digits)
    {
        var left = plan.WithoutNationalPrefix(digits);
        var number = plan.HasFullLength(left) || plan.IsTooLong(left) ? left : digits;
        if (NumberingPlans.Have(plans, number))
        {
            return ($"+{plan.CallingCode}{number}", "");
        }

        return (null, plan.IsTooShort(number) ? TooShort
            : plan.IsTooLong(number) ? TooLong
            : $"No such number exists in +{plan.CallingCode}.");
    }
}
