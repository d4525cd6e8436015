using System.Runtime.InteropServices;
using System.Text;

namespace Sync.Policy.Normalising;

/// <summary>
/// Unicode's normalisation form C: a letter and its accent become one character. The platform does nothing for it where culture data is
/// left out, as here, and some keyboards send the two apart.
/// </summary>
internal static class Composition
{
    /// <summary>Below it nothing can be put together.</summary>
    private const char FirstMark = '\u0300';

    /// <returns>The same text composed; halves of characters become U+FFFD, because nothing can store them.</returns>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstMark, char.MaxValue))
        {
            return text;
        }

        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            TakeApart(rune.Value, codes);
        }

        Order(codes);
        return PutTogether(codes);
    }

    private static void TakeApart(int code, List<int> into)
    {
        if (Hangul.Parts(code) is { } syllable)
        {
            into.AddRange(syllable);
        }
        else if (CharacterParts.Of(code) is { } parts)
        {
            foreach (var part in parts)
            {
                TakeApart(part, into);
            }
        }
        else
        {
            into.Add(code);
        }
    }

    /// <summary>Marks of one letter stand in the order of their classes; those of one class stay as they are.</summary>
    private static void Order(List<int> codes)
    {
        for (var start = 0; start < codes.Count; start++)
        {
            var end = start;
            while (end < codes.Count && CharacterParts.ClassOf(codes[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                codes.Skip(start).Take(end - start).OrderBy(CharacterParts.ClassOf).ToArray()
                    .CopyTo(CollectionsMarshal.AsSpan(codes)[start..]);
            }

            start = end;
        }
    }

    private static string PutTogether(List<int> codes)
    {
        var composed = new List<int>(codes.Count);
        var starter = -1;
        var last = 0;
        foreach (var code in codes)
        {
            var mark = CharacterParts.ClassOf(code);
            var between = composed.Count - 1 - starter;

            // A mark of the same or a higher class in between keeps the two apart.
            var adjacent = starter >= 0 && (between == 0 || (last != 0 && last < mark));
            if (adjacent && Together(composed[starter], code) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            starter = mark == 0 ? composed.Count : starter;
            last = mark;
            composed.Add(code);
        }

        return composed.Aggregate(new StringBuilder(composed.Count), (text, code) => text.Append(new Rune(code).ToString())).ToString();
    }

    private static int? Together(int first, int second) => Hangul.Together(first, second) ?? CharacterParts.Together(first, second);
}
