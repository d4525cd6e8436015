namespace Sync.Policy.Normalising;

/// <summary>Korean syllables are numbered by their letters (The Unicode Standard, 3.12): no table is needed for them.</summary>
internal static class Hangul
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;

    /// <summary>One before the first: a syllable may end without one.</summary>
    private const int NoTail = 0x11A7;

    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    public static int[]? Parts(int code)
    {
        var index = code - FirstSyllable;
        if (index is < 0 or >= Leads * Vowels * Tails)
        {
            return null;
        }

        var (lead, vowel, tail) = (FirstLead + index / (Vowels * Tails), FirstVowel + index / Tails % Vowels, NoTail + index % Tails);
        return tail == NoTail ? [lead, vowel] : [lead, vowel, tail];
    }

    public static int? Together(int first, int second)
    {
        if (first is >= FirstLead and < FirstLead + Leads && second is >= FirstVowel and < FirstVowel + Vowels)
        {
            return FirstSyllable + ((first - FirstLead) * Vowels + second - FirstVowel) * Tails;
        }

        var index = first - FirstSyllable;
        var open = index is >= 0 and < Leads * Vowels * Tails && index % Tails == 0;
        return open && second is > NoTail and < NoTail + Tails ? first + second - NoTail : null;
    }
}
