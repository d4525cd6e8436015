using System.Collections.Frozen;
using System.Globalization;
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

    private static readonly FrozenDictionary<int, byte> Classes;
    private static readonly FrozenDictionary<int, int[]> Parts;
    private static readonly FrozenDictionary<(int, int), int> Wholes;

    static Composition()
    {
        var lines = DataFile.Lines("composition.txt").ToLookup(line => line.Contains('='));
        Classes = lines[false].SelectMany(ReadMarks).ToFrozenDictionary();

        var decompositions = lines[true].Select(Decomposition.Read).ToArray();
        Parts = decompositions.ToFrozenDictionary(each => each.Character, each => each.Parts);
        Wholes = decompositions.Where(each => each.Composes).ToFrozenDictionary(each => (each.Parts[0], each.Parts[1]), each => each.Character);
    }

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
        else if (Parts.TryGetValue(code, out var parts))
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
            while (end < codes.Count && ClassOf(codes[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var sorted = codes.GetRange(start, end - start).OrderBy(ClassOf).ToArray();
                codes.RemoveRange(start, sorted.Length);
                codes.InsertRange(start, sorted);
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
            var mark = ClassOf(code);
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

    private static int? Together(int first, int second) =>
        Hangul.Together(first, second) ?? (Wholes.TryGetValue((first, second), out var whole) ? whole : null);

    private static byte ClassOf(int code) => Classes.GetValueOrDefault(code);

    private static IEnumerable<KeyValuePair<int, byte>> ReadMarks(string line)
    {
        var columns = line.Split(':', '-');
        var (first, last) = (Hex(columns[1]), Hex(columns[2]));
        var mark = byte.Parse(columns[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, last - first + 1).Select(code => KeyValuePair.Create(code, mark));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Decomposition(int Character, int[] Parts, bool Composes)
    {
        public static Decomposition Read(string line)
        {
            var columns = line.TrimEnd('-').Split('=');
            return new(Hex(columns[0]), [.. columns[1].Split(' ').Select(Hex)], !line.EndsWith('-'));
        }
    }
}
